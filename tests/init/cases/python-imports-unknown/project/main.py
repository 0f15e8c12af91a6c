import json

import flask
import weatherapi_private

app = flask.Flask(__name__)
