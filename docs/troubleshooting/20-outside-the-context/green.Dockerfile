# The last argument of `docker build` is the context. Choose a directory that contains everything you copy.
FROM alpine:3.24
COPY inside.txt /inside.txt
CMD ["cat", "/inside.txt"]
