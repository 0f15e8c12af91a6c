from .celery import app


@app.task
def collect():
    return 1
