#!/bin/sh
node src/server.js &
exec nginx -g "daemon off;"
