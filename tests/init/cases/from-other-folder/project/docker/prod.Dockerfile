FROM ubuntu:24.04
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ONBUILD RUN echo built
RUN apt-get update && apt-get install -y python3 python3-pip
RUN --network=none <<EOF
set -e
pip3 install -r requirements.txt
echo done > /var/done
EOF
COPY <<EOF /app/motd
hello
EOF
COPY app.py /app/
CMD python3 app.py
