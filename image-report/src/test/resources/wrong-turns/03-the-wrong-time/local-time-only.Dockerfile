FROM gcr.io/distroless/static-debian13:nonroot AS files

FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
COPY clock.c ./
RUN gcc -static -o /clock clock.c && touch -d 2026-01-01 /clock

FROM scratch
COPY --from=files /usr/share/zoneinfo/Europe/Berlin /etc/localtime
COPY --from=build /clock /clock
ENTRYPOINT ["/clock"]
