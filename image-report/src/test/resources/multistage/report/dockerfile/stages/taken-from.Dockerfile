FROM golang:1.24 AS Build
FROM build AS tested
FROM scratch
COPY --from=0 /a /a
COPY --from=TESTED /b /b
COPY --from=busybox:1.37 /bin/sh /bin/sh
RUN --mount=type=bind,from=debian:trixie-slim,target=/x --mount=target=/y,from=Build true
