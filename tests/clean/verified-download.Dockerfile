FROM debian:13-slim@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS tools
ADD --checksum=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef \
    https://example.com/releases/probe-1.2.3.tar.gz /tmp/
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/*
ARG JQ_VERSION=1.8.1
RUN curl -fsSL -o /usr/local/bin/jq "https://github.com/jqlang/jq/releases/download/jq-${JQ_VERSION}/jq-linux-amd64" \
    && echo "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  /usr/local/bin/jq" | sha256sum -c - \
    && chmod 755 /usr/local/bin/jq

FROM debian:13-slim@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
COPY --from=tools /usr/local/bin/jq /usr/local/bin/jq
COPY --chmod=0555 <<-"EOF" /usr/local/bin/start
	#!/bin/sh
	exec jq --version
EOF
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/usr/local/bin/start"]
