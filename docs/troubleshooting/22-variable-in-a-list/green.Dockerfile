FROM alpine:3.24
ENV GREETING=hello
ENTRYPOINT ["sh", "-c", "exec echo \"says $GREETING\""]
