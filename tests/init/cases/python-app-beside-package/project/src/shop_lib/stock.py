def stock():
    return {"left": 3}
