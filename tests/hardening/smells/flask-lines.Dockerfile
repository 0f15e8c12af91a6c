# A web app whose steps were written one after the other.
FROM python:3.13-slim
RUN apt-get update
RUN apt-get install -y \
    build-essential \
    libpq-dev \
    curl
WORKDIR /srv
ADD requirements.txt .
RUN pip install gunicorn flask "requests[socks]>=2.20"
ADD app ./app
ENV SECRET_KEY=d41d8cd98f00b204e9800998ecf8427e
EXPOSE 8000
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
