# Title: As small as it gets
# Improves on: go/multi-stage-stripped
# Chapter: 5. Smaller binaries
# Not for production
#
# What is left to squeeze, and what it costs. Build tags leave out HTTP/2 (which is spoken over TLS only, so this
# server never does) and the cryptography that is written in assembler; without inlining (-l) calls get slower. upx
# packs the binary, which unpacks itself into memory at every start: it starts later, needs more memory, shares none
# of it between containers, and scanners either see nothing in it or take it for malware. A registry compresses layers
# anyway.

FROM golang:1.27 AS build
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -gcflags=all=-l -tags=nethttpomithttp2,purego -o /webserver .

# In a stage of its own: another binary doesn't cost another installation.
FROM debian:trixie-slim AS pack
RUN apt-get update && apt-get install -y --no-install-recommends upx-ucl
COPY --from=build /webserver /webserver
RUN upx --best --lzma --no-progress /webserver && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=pack /webserver /webserver
# By number: there is no /etc/passwd here that could give a name a meaning.
USER 65532:65532
EXPOSE 8080
# As a list: there is no shell here that could take a string apart.
ENTRYPOINT ["/webserver"]
