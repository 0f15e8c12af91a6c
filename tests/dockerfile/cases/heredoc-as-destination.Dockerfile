FROM a
COPY a <<EOF
body
EOF
