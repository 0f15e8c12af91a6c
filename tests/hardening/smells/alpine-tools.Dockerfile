FROM alpine:3.24
RUN apk add --update bash git \
      jq \
      # for the probes
      curl
RUN apk add python3 py3-pip && pip install --break-system-packages httpie
ADD scripts /scripts
ENV GITHUB_TOKEN=
ENTRYPOINT ["/scripts/run.sh"]
