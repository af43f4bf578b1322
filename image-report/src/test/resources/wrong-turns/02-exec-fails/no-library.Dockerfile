FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
COPY hello.c ./
RUN gcc -o /hello hello.c && mkdir -p "/libs$(dirname "$(ldd /hello | grep -o "/[^ ]*ld-linux[^ ]*")")" && cp "$(ldd /hello | grep -o "/[^ ]*ld-linux[^ ]*")" "/libs$(ldd /hello | grep -o "/[^ ]*ld-linux[^ ]*")" && touch -d 2026-01-01 /hello

FROM scratch
COPY --from=build /libs/ /
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]
