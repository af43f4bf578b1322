# Title: The same with a build secret
# Builder: buildkit

FROM alpine:3.24 AS download
RUN --mount=type=secret,id=token \
    wc -c </run/secrets/token >/download

FROM scratch
COPY --from=download /download /
CMD ["nothing"]
