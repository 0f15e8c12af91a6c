import os
import sqlite3

URL = os.getenv("URL", "sqlite:////data/app.db")
OTHER = sqlite3.connect("/var/lib/shop/other.sqlite3")
SCRATCH = sqlite3.connect("/tmp/scratch.db")
EXAMPLE = "/path/to/your.db"
OWN = sqlite3.connect("/app/own.db")
READ = open("/etc/hostname.log")
BASE_DIR = os.path.dirname(os.path.abspath(__file__))
BESIDE = f"sqlite+aiosqlite:///{BASE_DIR}/beside.sqlite3"
ELSEWHERE = f"{SOME_OTHER}/elsewhere.sqlite3"
PID = "/var/run/shop/shop.pid"
DIRECT = "/var/direct.db"
