# Another solution of exercise 02: a base image with the C library and its loader.

FROM golang:1.27 AS build
COPY hello.c ./
RUN gcc -o /hello hello.c && touch -d 2026-01-01 /hello

# The distribution that it was compiled on, so the C library is new enough.
FROM debian:trixie-slim
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]
