#!/usr/bin/env -S docker build -f
# syntax=docker/dockerfile:1
# escape=`
FROM a
RUN b \
 c
