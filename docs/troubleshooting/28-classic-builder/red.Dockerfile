# Builder: classic
FROM alpine:3.24
RUN --mount=type=cache,target=/cache echo started >/said
CMD ["cat", "/said"]
