FROM alpine:3.22 AS one
COPY --from=one / /
