"""A small Flask app whose packages stand in app.toml."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "hello from python-named\n"


@app.get("/healthz")
def healthz():
    return "ok\n"
