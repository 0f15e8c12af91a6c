import argparse

from weather_cli.errors import check

parser = argparse.ArgumentParser()
parser.add_argument("--lat", type=float, required=True)
parser.add_argument("--lon", type=float, required=True)
args = parser.parse_args()
check(args.lat, args.lon)
