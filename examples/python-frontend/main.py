from pathlib import Path

from flask import Flask

# What the build of the folder beside it makes.
app = Flask(__name__, static_folder=Path(__file__).parent / "frontend" / "dist", static_url_path="")
TEXT = {"Content-Type": "text/plain; charset=utf-8"}


@app.get("/")
def index():
    return app.send_static_file("index.html")


@app.get("/healthz")
def healthz():
    return "ok\n", TEXT
