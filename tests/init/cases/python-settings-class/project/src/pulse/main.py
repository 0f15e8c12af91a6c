from aiohttp import web

from .settings import settings


def main():
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    web.run_app(web.Application(), host=settings.host, port=settings.port)
