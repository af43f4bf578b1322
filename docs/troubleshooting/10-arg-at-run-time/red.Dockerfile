FROM alpine:3.24
# There while the image is built, gone when it runs.
ARG GREETING=hello
CMD ["sh", "-c", "echo \"says: ${GREETING:-nothing}\""]
