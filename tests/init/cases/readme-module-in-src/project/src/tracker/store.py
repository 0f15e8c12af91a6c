import requests


def load():
    return requests.__version__
