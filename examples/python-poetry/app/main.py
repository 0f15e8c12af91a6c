"""Notes that are kept in a file: the one folder that this app writes to is /app/media."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

NOTES = Path("/app/media/notes.txt")
NOTE_LIMIT = 64 * 1024


async def index(_: Request) -> PlainTextResponse:
    return PlainTextResponse("hello from python-poetry\n")


async def healthz(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok\n")


async def read_notes(_: Request) -> PlainTextResponse:
    try:
        return PlainTextResponse(await run_in_threadpool(NOTES.read_bytes))
    except FileNotFoundError:
        return PlainTextResponse("no note yet\n", status_code=404)
    except OSError as error:
        return PlainTextResponse(f"cannot read {NOTES}: {error.strerror}\n", status_code=500)


async def add_note(request: Request) -> PlainTextResponse:
    note = b""
    async for chunk in request.stream():
        note += chunk
        if len(note) > NOTE_LIMIT:
            return PlainTextResponse("a note is at most 64 KiB\n", status_code=413)
    try:
        await run_in_threadpool(append, note)
    except OSError as error:
        return PlainTextResponse(f"cannot write {NOTES}: {error.strerror}\n", status_code=500)
    return PlainTextResponse("noted\n", status_code=201)


def append(note: bytes) -> None:
    with NOTES.open("ab") as file:
        file.write(note.rstrip(b"\n") + b"\n")


app = Starlette(
    routes=[
        Route("/", index),
        Route("/healthz", healthz),
        Route("/note", read_notes, methods=["GET"]),
        Route("/note", add_note, methods=["POST"]),
    ]
)
