import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SECRET_KEY = os.environ.get("SECRET_KEY")
INSTALLED_APPS = ["django.contrib.staticfiles"]
ROOT_URLCONF = "shop.urls"
STATIC_URL = "static/"
# STATIC_ROOT = "/var/www/shop"
STATIC_ROOT = BASE_DIR / "var" / "static"
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
