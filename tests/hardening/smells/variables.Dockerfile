ARG PYTHON=3.13
FROM python:${PYTHON}-slim
ARG EXTRA="vim-tiny less"
ARG DB_PASSWORD
RUN apt-get update && apt-get install -y $EXTRA postgresql-client "libxml2"
RUN pip install "$PACKAGE" 'fastapi' "uvicorn[standard]"
RUN ./migrate --password "$DB_PASSWORD"
ADD ["app.py", "start.sh", "/app/"]
EXPOSE 8000
CMD ["/app/start.sh"]
