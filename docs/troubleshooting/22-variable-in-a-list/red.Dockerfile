# Nobody replaces it: that is what a shell does, and a list has none.
FROM alpine:3.24
ENV GREETING=hello
ENTRYPOINT ["echo", "says $GREETING"]
