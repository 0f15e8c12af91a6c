"""Says in an app.toml that its build context lies two folders above.

usage: above.py APP_TOML
"""

import pathlib
import re
import sys
import tomllib

path = pathlib.Path(sys.argv[1])
said = 'context = "../.."\n'
text, found = re.subn(r"^\[build\][^\n]*\n", lambda m: m.group() + said, path.read_text(), count=1, flags=re.M)
if not found:
    text += f"\n[build]\n{said}"
assert tomllib.loads(text)["build"]["context"] == "../..", f"{path} has [build] in another form"
path.write_text(text)
