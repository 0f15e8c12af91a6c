import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "only for development"
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATIC_ROOT = os.environ["STATIC_ROOT"]

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
