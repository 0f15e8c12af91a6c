ARG REG=docker.io/library TAG
ARG IMG=${REG}/python
FROM ${IMG}:3 AS a
FROM $IMG:$TAG AS b
FROM ${IMG}:${TAG:-slim}
FROM --platform=$TARGETPLATFORM alpine
FROM base-$TARGETARCH
ARG a=x
FROM ${a:-y}
FROM "${REG}/quoted"
FROM ${IMG
