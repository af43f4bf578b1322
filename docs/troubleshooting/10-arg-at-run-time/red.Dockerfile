FROM alpine:3.24
# Exists during the build, not when the container runs.
ARG GREETING=hello
CMD ["sh", "-c", "echo \"says: ${GREETING:-nothing}\""]
