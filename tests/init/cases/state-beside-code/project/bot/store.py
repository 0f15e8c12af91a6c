import json
import os
from pathlib import Path

from sqlalchemy import create_engine

ROOT = Path(__file__).resolve().parent.parent / "guilds.json"
SETTINGS = "bot/settings.json"
engine = create_engine("sqlite:///./levels.db?timeout=3")
words = json.loads(Path("bot/words.json").read_text())


class Store:
    path = os.getenv("DB_PATH", "other.db")

    def save(self, value):
        ROOT.write_text(json.dumps(value))
        with open(SETTINGS, "w") as file:
            json.dump(value, file)
