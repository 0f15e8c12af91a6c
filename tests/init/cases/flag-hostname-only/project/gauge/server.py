import argparse


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--hostname", default="localhost")
    parser.add_argument("--port", type=int, default=7070)
    start(parser.parse_args())
