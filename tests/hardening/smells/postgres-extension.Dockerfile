FROM postgres:17
ENV POSTGRES_PASSWORD=postgres123
RUN apt-get update && apt-get install -y postgresql-17-pgvector postgresql-17-cron
ADD init.sql /docker-entrypoint-initdb.d/
EXPOSE 5432
