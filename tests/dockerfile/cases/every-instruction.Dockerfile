# syntax=docker/dockerfile:1
# check=error=true

# a comment
ARG TAG=3.13 UNSET
FROM --platform=$BUILDPLATFORM python:${TAG}-slim AS Build
MAINTAINER A Person <a@example.com>
LABEL org.opencontainers.image.title="A title" "com.example.team"=shop
ENV A=b C="d e"
ARG X=1 Y
WORKDIR /src dir
COPY --chown=1000:1000 --link a.txt b/ /dest/
ADD --checksum=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef https://example.com/x.tar.gz /x/
RUN --mount=type=cache,target=/root/.cache --network=none make all
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
VOLUME /data /logs
EXPOSE 80 443/tcp 8000-8010/udp
USER 65532:65532
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s CMD ["/probe", "--x"]
ENTRYPOINT ["/app"]
CMD ["--help"]
ONBUILD RUN echo later
