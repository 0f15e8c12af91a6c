# KICS's: all that it knows on the next instruction, or by id in the file. It knows nothing of pipes into a shell.
# kics-scan disable=8ada6e80-0ade-439e-b176-0b28f6bce35a,00000000-f82b-4852-a9ae-5051402b741c
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
# kics-scan ignore-line
MAINTAINER me
MAINTAINER you
RUN sudo true
# kics-scan ignore-block
RUN curl -f https://x.example/i.sh | sh
USER 1:1
