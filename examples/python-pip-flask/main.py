from flask import Flask

# No folder of static files, and so no /static route.
app = Flask(__name__, static_folder=None)
TEXT = {"Content-Type": "text/plain; charset=utf-8"}


@app.get("/")
def index():
    return "hello from python-pip-flask\n", TEXT


@app.get("/healthz")
def healthz():
    return "ok\n", TEXT
