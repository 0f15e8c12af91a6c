from litestar import Litestar, get


@get("/")
async def index() -> dict[str, str]:
    return {"name": "notes"}


app = Litestar(route_handlers=[index])
