"""The names of guests, in a file beside this one."""

import json
import os

FILE = os.path.join(os.path.dirname(__file__), "names.json")


def add(name):
    with open(FILE) as file:
        names = json.load(file)
    names.append(name)
    with open(FILE, "w") as file:
        json.dump(names, file)
    return names
