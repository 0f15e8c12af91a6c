"""A plain WSGI application on waitress: no framework."""

import os
import signal
import sys

from waitress import serve

PAGES = {
    "/": b"hello from python-pip-editable\n",
    "/healthz": b"ok\n",
}


def app(environ, start_response):
    body = PAGES.get(environ["PATH_INFO"])
    status = "200 OK" if body else "404 Not Found"
    body = body or b"not found\n"
    start_response(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
        ],
    )
    return [body]


def main():
    # waitress ends tidily on SystemExit, but sets no handler of its own, and the
    # kernel drops a SIGTERM for which process 1 has none.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    port = int(os.environ.get("PORT", "8000"))
    print(f"listening on 0.0.0.0:{port}", flush=True)
    serve(app, host="0.0.0.0", port=port, ident=None, _quiet=True)
