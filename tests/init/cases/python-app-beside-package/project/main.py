from fastapi import FastAPI
from shop_lib.stock import stock

app = FastAPI()


@app.get("/health")
def health():
    return stock()
