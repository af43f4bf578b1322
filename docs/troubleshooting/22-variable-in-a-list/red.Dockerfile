# Exec form: without a shell, nobody replaces the variable.
FROM alpine:3.24
ENV GREETING=hello
ENTRYPOINT ["echo", "says $GREETING"]
