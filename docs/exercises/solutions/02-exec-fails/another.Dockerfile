# Another solution of exercise 02: a base image with the C library and its loader.

FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
COPY hello.c ./
RUN gcc -o /hello hello.c && touch -d 2026-01-01 /hello

# What it was compiled on, so the C library is new enough.
FROM debian:trixie-slim
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]
