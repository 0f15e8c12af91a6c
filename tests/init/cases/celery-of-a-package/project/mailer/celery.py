from celery import Celery

app = Celery("mailer", include=["mailer.tasks"])
