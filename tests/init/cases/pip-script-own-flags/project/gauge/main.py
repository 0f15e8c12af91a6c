import argparse

import bottle


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default=61209, type=int)
    args = parser.parse_args()
    bottle.run(host=args.host, port=args.port)
