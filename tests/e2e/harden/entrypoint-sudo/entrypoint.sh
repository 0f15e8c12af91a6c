#!/bin/sh
mkdir -p /tmp/www
echo 'hello from an entrypoint' > /tmp/www/index.html
exec "$@"
