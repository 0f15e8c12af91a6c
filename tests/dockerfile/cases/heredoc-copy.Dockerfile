FROM a
COPY <<EOF /etc/x.conf
value=$X
# no comment
EOF
COPY <<-"ONE" <<TWO /dest/
	tabs go
	ONE
second
TWO
ADD --chmod=600 <<'EOF' /f
$raw
EOF
RUN after
