FROM a
RUN bash -euo pipefail -c "curl -fsSL https://example.com/i.sh \
      # a comment between
      | bash -s -- \"$VERSION\" && echo 'it is \$HOME'" name
RUN sudo -u app sh -c 'cd /src && make' && su - app -c "npm ci; npm test"
RUN find . -name '*.sh' -exec sh -c 'chmod +x "$1"' _ {} \;
RUN sh -c "$(curl -fsSL https://example.com/i.sh)"
RUN ["/bin/bash", "-o", "pipefail", "-c", "apt-get update && apt-get install -y \"curl\"\n echo \u00e9"]
CMD ["sh", "-c", "exec app --port $PORT"]
HEALTHCHECK CMD ["busybox", "sh", "-c", "wget -q -O /dev/null http://127.0.0.1/"]
RUN <<EOF
su app -c 'a
b'
EOF
