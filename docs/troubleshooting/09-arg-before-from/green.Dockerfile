ARG GREETING=hello
FROM alpine:3.24
# Without a value: takes over the one from above.
ARG GREETING
RUN echo "says: ${GREETING:-nothing}" >/said
CMD ["cat", "/said"]
