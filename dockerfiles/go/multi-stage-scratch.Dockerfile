# Title: Nothing but the binary
# Improves on: go/multi-stage-alpine
# Chapter: 4. Which base
# Topic: size
# At most: 12 MB
#
# scratch isn't an image but an empty start: no shell, no package manager, no files. The image is the binary, byte for
# byte. An attacker finds no tools in it, and neither do you. What many services need is missing as well: CA
# certificates for calls to others, time zones, a name for the user.

FROM golang:1.27 AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod main.go ./
# CGO_ENABLED=0 links statically: the binary needs no C library, so it runs on any base image.
# touch sets a fixed time: the same source then gives the same layer, byte for byte, whenever it is built.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=build /webserver /webserver
# A number: the image has no /etc/passwd to look a name up in.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell.
ENTRYPOINT ["/webserver"]
