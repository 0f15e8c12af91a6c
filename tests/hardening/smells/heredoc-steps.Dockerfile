# syntax=docker/dockerfile:1
FROM debian:trixie-slim
RUN <<EOF
set -e
apt-get update
apt-get install -y nginx jq unzip
rm -rf /var/lib/apt/lists/*
EOF
RUN <<EOF
set -e
apt-get update
apt-get install -y python3-pip
pip install --break-system-packages awscli ansible
EOF
ADD nginx.conf /etc/nginx/nginx.conf
EXPOSE 8080
CMD ["nginx", "-g", "daemon off;"]
