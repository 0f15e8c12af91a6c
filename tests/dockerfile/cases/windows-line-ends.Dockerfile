# syntax=docker/dockerfile:1

FROM alpine:3
RUN apk add \
  # why
  curl \

  jq
RUN <<EOF
echo x
EOF
CMD ["a"]
