"""Keeps what it knows beside its own code, as many small apps do."""

import json
import os
import sqlite3

from waitress import serve

from guestbook import names

UPLOADS = "uploads"
os.makedirs(UPLOADS, exist_ok=True)


def app(environ, start_response):
    visits = sqlite3.connect("visits.db")
    with visits:
        visits.execute("create table if not exists visits (path text)")
        visits.execute("insert into visits values (?)", (environ["PATH_INFO"],))
    (count,) = visits.execute("select count(*) from visits").fetchone()
    visits.close()
    with open(os.path.join(UPLOADS, "last.txt"), "w") as last:
        last.write(environ["PATH_INFO"])
    known = names.add(f"guest {count}")
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({"visits": count, "names": known, "uploads": sorted(os.listdir(UPLOADS))}).encode()]


serve(app, host="0.0.0.0", port=8000, threads=1)
