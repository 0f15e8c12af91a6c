import click
from click_default_group import DefaultGroup


@click.group(cls=DefaultGroup, default="serve", default_if_no_args=True)
def main():
    pass


@main.command()
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=7070)
def serve(host, port):
    start(host, port)
