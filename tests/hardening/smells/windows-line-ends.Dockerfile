FROM python:3.13-bookworm
RUN apt-get update
RUN apt-get install -y libmagic1
RUN pip install django psycopg2-binary whitenoise
ADD manage.py /app/
ADD shop /app/shop
ARG DJANGO_SECRET_KEY
EXPOSE 8000
CMD python /app/manage.py runserver 0.0.0.0:8000
