FROM scratch
FROM alpine AS one
FROM one AS two
FROM --platform=linux/arm64 registry:5000/a/b:tag@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef as three
FROM	three	As	four-4_.x
