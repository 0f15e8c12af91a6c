"""What the other package says."""


def hello(name):
    return f"hello from {name}\n".encode()
