FROM alpine:3.24
USER app
CMD ["id", "-u"]
