FROM python:3.13-slim AS build
RUN set -eux; \
    apt-get update; \
    apt-get install -y gcc g++ libffi-dev; \
    pip3 install --no-cache-dir uwsgi celery redis; \
    rm -rf /var/lib/apt/lists/*
ADD . /src
FROM python:3.13-slim
COPY --from=build /src /src
CMD ["uwsgi", "--http", ":8080"]
