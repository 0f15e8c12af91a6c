#!/bin/sh
# As in the official image: what is no command of the system goes to Deno.
set -e
case " eval run serve test task install cache check fmt lint info repl " in *" $1 "*) set -- deno "$@" ;; esac
exec "$@"
