import os
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

towns = Path(os.getenv("DATA_DIR", "data")).joinpath("towns.csv").read_text()

if __name__ == "__main__":
    HTTPServer(("0.0.0.0", 8000), SimpleHTTPRequestHandler).serve_forever()
