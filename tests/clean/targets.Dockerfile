ARG BASE=registry.example.com/team/base:2.4@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef

FROM ${BASE} AS base
ARG HTTP_PROXY
WORKDIR /srv/app
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install --require-hashes -r requirements.txt

FROM base AS test
ENV FLASK_DEBUG=1
COPY requirements-dev.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install --require-hashes -r requirements-dev.txt
USER root
CMD python -m pytest

FROM base AS dev
RUN adduser --disabled-password --gecos "" dev && adduser dev dialout
CMD flask run --host 0.0.0.0

FROM base
COPY app ./app
USER 65532:65532
EXPOSE 8000
HEALTHCHECK CMD ["python", "-m", "app.health"]
ENTRYPOINT ["gunicorn", "--bind=0.0.0.0:8000", "app:create()"]
