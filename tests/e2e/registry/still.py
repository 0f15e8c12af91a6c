#!/usr/bin/env python3
"""A package archive that stands still: each file is fetched once from the real one, kept, and served the same from then on.

usage: still.py UPSTREAM PORTFILE    /debian/… here is UPSTREAM/debian/… there; the port it listens on is written to PORTFILE

The real archive changes when it pleases, also between a lock and the build that is to use it; its mirrors do not change together.
Plain HTTP on loopback: what guards an archive is the signature of its index. Ends with the process that started it.
"""

import http.server
import os
import sys
import threading
import time
import urllib.error
import urllib.request

UPSTREAM, PORTFILE = sys.argv[1].rstrip("/"), sys.argv[2]
KEPT: dict[str, tuple[int, bytes]] = {}
LOCKS: dict[str, threading.Lock] = {}
GUARD = threading.Lock()


def fetched(path):
    """The status and the bytes of this path, as they were when it was first asked for; a failure to ask is not kept."""
    with GUARD:
        lock = LOCKS.setdefault(path, threading.Lock())
    with lock:
        if path not in KEPT:
            try:
                with urllib.request.urlopen(UPSTREAM + path, timeout=60) as answer:
                    KEPT[path] = (answer.status, answer.read())
            except urllib.error.HTTPError as error:
                if error.code != 404:
                    return error.code, b""
                KEPT[path] = (404, b"")
            except OSError as error:
                return 502, str(error).encode()
        return KEPT[path]


class Archive(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        status, body = fetched(self.path)
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def end_with_parent(parent):
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Archive)
with open(PORTFILE + ".new", "w") as file:
    file.write(str(server.server_port))
os.rename(PORTFILE + ".new", PORTFILE)
server.serve_forever()
