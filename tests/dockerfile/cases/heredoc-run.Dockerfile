FROM a
RUN <<EOF
set -eu
apt-get update
apt-get install -y \
  curl
EOF
RUN <<-EOF
	echo tabs
	EOF
RUN --mount=type=cache,target=/x <<EOF
echo mount
EOF
