from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

# No schema, and so no /docs: nothing is served but the routes below.
app = FastAPI(openapi_url=None, default_response_class=PlainTextResponse)


@app.get("/")
async def index() -> str:
    return "hello from python-uv-fastapi\n"


@app.get("/healthz")
async def healthz() -> str:
    return "ok\n"
