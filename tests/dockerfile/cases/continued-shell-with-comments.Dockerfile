FROM a
RUN set -eux; \
# one
    apt-get update; \
    # two
\
    apt-get install -y \
        curl \

        jq; \
    rm -rf /var/lib/apt/lists/*
