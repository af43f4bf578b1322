# Command: hello
FROM alpine:3.24
ENTRYPOINT ["echo", "says"]
