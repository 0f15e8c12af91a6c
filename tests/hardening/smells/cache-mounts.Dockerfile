# syntax=docker/dockerfile:1
FROM python:3.14
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update && apt-get install -y ffmpeg libgl1
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install poetry pipenv && python -m pip install uv ruff
ADD pyproject.toml poetry.lock /app/
WORKDIR /app
CMD ["python", "-m", "app"]
