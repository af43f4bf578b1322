FROM alpine:3.24
ARG GREETING=hello
ENV GREETING=$GREETING
CMD ["sh", "-c", "echo \"says: ${GREETING:-nothing}\""]
