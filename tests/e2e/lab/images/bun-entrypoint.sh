#!/bin/sh
# As in the official image: a first argument that is a flag, or no command, goes to Bun.
set -e
if [ "${1#-}" != "$1" ] || ! command -v "$1" >/dev/null 2>&1; then
  set -- bun "$@"
fi
exec "$@"
