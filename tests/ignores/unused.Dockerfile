# What ignores nothing is told: here, nothing is there, and below nothing follows.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
# hullwright: ignore[pipe-to-shell, sudo-used] our own script
RUN sudo app
# hullwright: ignore-file[plain-http] inside the company there is no TLS
USER 1:1
# hullwright: ignore[root-user] it comes too late
