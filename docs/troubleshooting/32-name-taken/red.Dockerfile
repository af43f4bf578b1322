# A container that has ended still exists, and keeps its name until it is removed.
FROM alpine:3.24
CMD ["echo", "hello"]
