import http.server
import os


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open("/data/visits", "a") as visits:
            visits.write("x")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello from python-apt-split\n")


http.server.HTTPServer(("", 8080), Handler).serve_forever()
