FROM debian:13
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN if [ -n "$WITH_TOOLS" ]; then \
        apt-get update && apt-get install -y strace lsof; \
    fi
RUN (apt-get update && apt-get install -y cron rsyslog) \
 && for tool in a b; do echo "$tool"; done
RUN apt-get update && apt-get -y install supervisor && pip3 install yq || true
ADD supervisord.conf /etc/supervisor/
ENV ADMIN_TOKEN=1f0e3dad99908345f7439f8ffabdffc4
CMD ["supervisord", "-n"]
