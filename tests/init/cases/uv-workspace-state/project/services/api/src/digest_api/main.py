from digest_core.settings import settings
from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health():
    return {"database": settings.database_url}
