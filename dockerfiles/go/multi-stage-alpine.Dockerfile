# Title: Build in one image, run in another
# Improves on: go/single-stage
# Chapter: 3. Multi-stage
# Topic: size
# Not required: noShell, noPackageManager
# At most: 20 MB
#
# A second FROM starts a new, small image. COPY --from copies the binary out of the first one, and nothing else. The
# compiler and the source code stay in the build cache. The price: you have to copy everything that the program
# needs. Here that is only the binary, because it is linked statically.

FROM golang:1.27 AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod main.go ./
# CGO_ENABLED=0 links statically: the binary needs no C library, so it runs on any base image.
# touch sets a fixed time: the same source then gives the same layer, byte for byte, whenever it is built.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM alpine:3.24
COPY --from=build /webserver /webserver
# A number: Kubernetes' runAsNonRoot can't check a name, and a number needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/webserver"]
