# The context is the folder at the end of `docker build`: give it one that has all that is copied.
FROM alpine:3.24
COPY inside.txt /inside.txt
CMD ["cat", "/inside.txt"]
