# syntax=acme/dockerfile:1
# hullwright: ignore-file[untrusted-syntax, undigested-syntax] our own front end
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
USER 1:1
