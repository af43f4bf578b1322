# Title: A base without a shell
# Improves on: go/multi-stage-alpine
# Chapter: 4. Which base
# Use for: Go with TLS or time zones
# Topic: size
# At most: 16 MB
#
# distroless/static has what a static binary expects of a Linux system, and no shell: CA certificates, time zones,
# /etc/passwd with the user nonroot, /tmp. Somebody else keeps these files up to date, which is worth more than the
# bytes. To look inside, use the tag :debug-nonroot, which has a shell.

FROM golang:1.27 AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod main.go ./
# CGO_ENABLED=0 links statically: the binary needs no C library, so it runs on any base image.
# touch sets a fixed time: the same source then gives the same layer, byte for byte, whenever it is built.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /webserver /webserver
# The base image's default, repeated: readers see it here, and Kubernetes' runAsNonRoot can check a number.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell.
ENTRYPOINT ["/webserver"]
