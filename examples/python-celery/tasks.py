"""A worker that gives itself something to do; a real one has a broker that others can reach, too."""

import os

from celery import Celery
from celery.signals import worker_ready

app = Celery("tasks", broker=os.environ.get("BROKER_URL", "memory://"))


@app.task
def greet(name: str) -> None:
    print(f"hello from {name}", flush=True)


@worker_ready.connect
def begin(**_kwargs: object) -> None:
    greet.delay("python-celery")
