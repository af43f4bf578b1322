# Title: What rarely changes comes first
# Improves on: chi/single-stage
# Chapter: 8. The cache
# Topic: size
# Builder: buildkit
# Needs: package repositories
# At most: 24 MB
#
# A step is taken from the cache as long as nothing in it and nothing before it has changed. So go.mod and go.sum are
# copied first, and a step of its own downloads the modules: a change in main.go no longer repeats the download. The
# libraries are still compiled on every change, because that happens in the same step as compiling the program. And a
# changed line in go.mod downloads everything again.

FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY main.go ./
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
