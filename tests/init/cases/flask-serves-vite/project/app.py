from pathlib import Path

from flask import Flask, send_from_directory

DIST = Path(__file__).parent / "frontend" / "dist"
app = Flask(__name__, static_folder=str(DIST / "assets"), static_url_path="/assets")


@app.get("/")
def index():
    return send_from_directory(DIST, "index.html")


@app.get("/healthz")
def healthz():
    return {"status": "ok"}
