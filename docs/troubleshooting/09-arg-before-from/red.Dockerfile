# An ARG before FROM is visible in FROM lines only.
ARG GREETING=hello
FROM alpine:3.24
RUN echo "says: ${GREETING:-nothing}" >/said
CMD ["cat", "/said"]
