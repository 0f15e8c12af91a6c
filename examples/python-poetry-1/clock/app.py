"""What time it is, anywhere."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Flask, abort

app = Flask(__name__)


@app.get("/healthz")
def health():
    return {"status": "ok"}


@app.get("/")
def here():
    return now("UTC")


@app.get("/<path:place>")
def now(place):
    try:
        zone = ZoneInfo(place)
    except (ValueError, ZoneInfoNotFoundError):
        abort(404)
    return {"place": place, "time": datetime.now(zone).isoformat(timespec="seconds")}
