# A comment above a here-document counts for its script; so does one in the script.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
# hullwright: ignore[heredoc-without-errexit] the last command decides
RUN <<EOF
curl -f https://x.example/i.sh | sh
# hullwright: ignore[pipe-to-shell] our own script
true
EOF
RUN <<EOF
set -e
curl -f https://x.example/i.sh | sh
EOF
COPY <<EOF /notes
# hullwright: ignore[pipe-to-shell] this is no comment, but the text of a file
EOF
USER 1:1
