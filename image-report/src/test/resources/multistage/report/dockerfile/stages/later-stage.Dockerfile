FROM alpine:3.22 AS one
COPY --from=later / /
FROM scratch AS later
FROM one
