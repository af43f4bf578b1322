# Title: Build in one image, run in another
# Improves on: go/single-stage
# Chapter: 3. Multi-stage
# Not required: noShell, noPackageManager
#
# A second FROM starts a new, small image, and COPY --from fetches the binary and nothing else out of the first one.
# The compiler and the source code stay behind in the build cache. The price is that the program has to bring along
# what it needs: here nothing, because it is linked statically.

FROM golang:1.27 AS build
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod main.go ./
# CGO_ENABLED=0: without C libraries, so that the binary runs anywhere, also where there are none.
# touch: the same source gives the same layer, to the byte, whenever it is built.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM alpine:3.24
COPY --from=build /webserver /webserver
# By number: Kubernetes' runAsNonRoot can check a number, but not a name. It needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/webserver"]
