import os

from fastapi import FastAPI

api: FastAPI = FastAPI(title="orders")
PORT = os.environ.get("PORT", "8000")
