from werkzeug.serving import run_simple


def main():
    run_simple("0.0.0.0", 5000, lambda environ, start: [b"ok"])
