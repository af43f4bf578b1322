ARG GREETING=hello
FROM alpine:3.24
# Without a value: uses the value from above.
ARG GREETING
RUN echo "says: ${GREETING:-nothing}" >/said
CMD ["cat", "/said"]
