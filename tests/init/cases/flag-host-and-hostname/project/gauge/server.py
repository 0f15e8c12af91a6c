import argparse


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--hostname", dest="host", help="as --host")
    parser.add_argument("--port", type=int, default=7070)
    start(parser.parse_args())
