FROM debian:13
ARG pp"]
ARG "quoted"=value other
