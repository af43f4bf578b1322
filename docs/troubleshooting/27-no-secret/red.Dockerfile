# Builder: buildkit
FROM alpine:3.24
RUN --mount=type=secret,id=token cat /run/secrets/token >/dev/null && echo used >/said
CMD ["cat", "/said"]
