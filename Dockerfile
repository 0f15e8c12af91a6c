FROM python:latest
RUN apt-get update && apt-get install -y curl
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt && pip install gunicorn flask
RUN curl -fsSL https://example.com/install.sh | bash -s -- -y
EXPOSE 8000
CMD gunicorn -b 0.0.0.0:8000 app.main:app
