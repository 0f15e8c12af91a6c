import subprocess

from flask import Flask

app = Flask(__name__)


@app.route("/health")
def health():
    return "ok"


@app.route("/label/<text>")
def label(text):
    subprocess.run(["convert", "label:x", "var/label.png"], check=True)
    return text
