import os

from .base import *

ADMINS = [os.environ["ADMIN"]]
# RETIRED = os.environ["RETIRED"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ.get("DB_HOST", "db"),
        "PORT": os.environ.get("DB_PORT", "5432"),
        "PASSWORD": os.environ["DB_PASSWORD"],
    },
}
MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware"]
