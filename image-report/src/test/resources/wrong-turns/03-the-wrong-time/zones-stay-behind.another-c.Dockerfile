FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev tzdata
COPY clock.c ./
# static: everything that the program needs is inside
RUN gcc -static -o /clock clock.c && touch -d 2026-01-01 /clock

FROM scratch
COPY --from=build /clock /clock
ENTRYPOINT ["/clock"]
