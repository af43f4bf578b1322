FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
COPY hello.c ./
RUN gcc -o /hello hello.c && touch -d 2026-01-01 /hello

# scratch is too empty: it has no C library. Alpine is small and has one.
FROM alpine:3.24
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]
