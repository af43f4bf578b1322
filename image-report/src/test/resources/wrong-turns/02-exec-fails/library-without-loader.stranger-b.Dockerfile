FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
COPY hello.c ./
RUN gcc -o /hello hello.c && touch -d 2026-01-01 /hello

FROM scratch
COPY --from=build /hello /hello
# ldd says that it needs libc.so.6.
COPY --from=build /usr/lib/*-linux-gnu/libc.so.6 /lib/
ENV LD_LIBRARY_PATH=/lib
ENTRYPOINT ["/hello"]
