from bottle import route, run


@route("/")
def index():
    return "hello from python-pip\n"


run(host="0.0.0.0", port=8000, quiet=True)
