import argparse
import tomllib
from pathlib import Path

STATE = Path("state/seen.json")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="herald.toml")
    settings = tomllib.loads(Path(parser.parse_args().config).read_text())
    STATE.parent.mkdir(parents=True, exist_ok=True)
    STATE.write_text(str(settings))
