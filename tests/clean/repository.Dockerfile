FROM ubuntu:24.04@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
# A key for one source, checked against its fingerprint; the list comes over http and is signed.
ADD --checksum=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef https://download.example.com/key.asc /etc/apt/keyrings/example.asc
RUN echo "deb [signed-by=/etc/apt/keyrings/example.asc] http://download.example.com/apt noble main" \
      > /etc/apt/sources.list.d/example.list \
 && apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
      agent \
      ca-certificates \
      tini \
 && apt-get clean \
 && rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*
RUN groupadd --gid 10001 agent \
 && useradd --uid 10001 --gid agent --no-log-init --shell /usr/sbin/nologin --home-dir /var/lib/agent agent \
 && install -d -o agent -g agent -m 0750 /var/lib/agent \
 && chmod 1777 /tmp
COPY --chmod=0644 agent.yaml /etc/agent/agent.yaml
VOLUME /var/lib/agent
USER 10001:10001
EXPOSE 4317/tcp 8125/udp
HEALTHCHECK NONE
ENTRYPOINT ["/usr/bin/tini", "--", "/usr/bin/agent"]
CMD ["--config=/etc/agent/agent.yaml", "--token-file=/run/secrets/token"]
