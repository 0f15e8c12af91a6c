#!/usr/bin/env python3
"""A token service as the distribution specification describes it: TLS, Basic and OAuth2 refresh tokens, JWTs signed with RS256.

usage: tokens.py PORT FOLDER    FOLDER holds cert.pem and key.pem (TLS), sign.crt and sign.key (tokens)

What is below public/ is for everybody; the rest for `somebody` with the password or identity token of this test.
Ends with the process that started it.
"""

import base64
import http.server
import json
import os
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse

PASSWORD = "hunter2"
IDENTITY = "hunter2-identity"
PORT, FOLDER = int(sys.argv[1]), sys.argv[2]


def plain(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def certificate():
    text = open(f"{FOLDER}/sign.crt").read()
    return "".join(line for line in text.splitlines() if not line.startswith("-----"))


def signed(header, claims):
    both = ".".join(plain(json.dumps(part).encode()) for part in (header, claims))
    command = ["openssl", "dgst", "-sha256", "-sign", f"{FOLDER}/sign.key"]
    signature = subprocess.run(command, input=both.encode(), capture_output=True, check=True).stdout
    return f"{both}.{plain(signature)}"


def token(who, scope, service):
    access = []
    for one in scope.split():
        kind, name, actions = one.split(":", 2)
        if who or name.startswith("public/"):
            allowed = [a for a in actions.split(",") if a == "pull"]
            access.append({"type": kind, "name": name, "actions": allowed})
    now = int(time.time())
    claims = {"iss": "tokens", "sub": who or "", "aud": service, "exp": now + 300, "nbf": now - 5, "iat": now, "jti": plain(os.urandom(8)), "access": access}
    return signed({"typ": "JWT", "alg": "RS256", "x5c": [certificate()]}, claims)


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        said = self.headers.get("authorization")
        who = None
        if said is not None:
            if said != "Basic " + base64.b64encode(f"somebody:{PASSWORD}".encode()).decode():
                return self.answer(401, {"details": "incorrect username or password"})
            who = "somebody"
        both = token(who, asked.get("scope", ""), asked["service"])
        self.answer(200, {"token": both, "access_token": both, "expires_in": 300})

    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
        if form.get("grant_type") != "refresh_token" or form.get("refresh_token") != IDENTITY or not form.get("client_id"):
            return self.answer(401, {"error": "invalid_grant"})
        self.answer(200, {"access_token": token("somebody", form["scope"], form["service"]), "expires_in": 300})

    def log_message(self, *_):
        pass


def end_with_parent(parent):
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Service)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(f"{FOLDER}/cert.pem", f"{FOLDER}/key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
