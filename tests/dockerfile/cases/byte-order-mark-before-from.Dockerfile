FROM alpine:3
CMD ["x"]
