FROM debian:13-slim@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS extension
ARG PGVECTOR_COMMIT=0123456789abcdef0123456789abcdef01234567
RUN apt-get update \
 && apt-get install --no-install-recommends -y build-essential ca-certificates git postgresql-server-dev-17 \
 && rm -rf /var/lib/apt/lists/*
ADD https://github.com/pgvector/pgvector.git#0123456789abcdef0123456789abcdef01234567 /src
WORKDIR /src
RUN make OPTFLAGS="" \
 && make DESTDIR=/out install

FROM postgres:17-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
COPY --from=extension /out/ /
COPY init /docker-entrypoint-initdb.d/
ENV POSTGRES_PASSWORD_FILE=/run/secrets/postgres POSTGRES_HOST_AUTH_METHOD=scram-sha-256
HEALTHCHECK --interval=10s CMD ["pg_isready", "-q"]
