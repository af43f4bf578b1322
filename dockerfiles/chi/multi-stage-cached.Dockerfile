# Title: Caches that survive a changed line
# Improves on: chi/multi-stage-modules
# Chapter: 9. Cache mounts
# Use for: Go with libraries
# Topic: cache
# Builder: buildkit
# Needs: package repositories
# At most: 24 MB
#
# `--mount=type=cache` is a directory that the builder keeps between builds, outside of all layers. Go has two worth
# keeping: the downloaded modules and the compiled packages. After a changed line, Go compiles only what changed, as on
# your own machine. After a changed go.mod, it downloads only what is new. The price: a cache mount stays with its
# builder. A CI job on a fresh machine finds it empty, and `--cache-to` doesn't export it.

FROM golang:1.27 AS build
WORKDIR /src
# One COPY is enough: the downloads are in the cache mount, so they need no layer of their own.
COPY go.mod go.sum main.go ./
# CGO_ENABLED=0 links statically: the binary needs no C library, so it runs on any base image.
# touch sets a fixed time: the same source then gives the same layer, byte for byte, whenever it is built.
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /webserver /webserver
# The base image's default, repeated: readers see it here, and Kubernetes' runAsNonRoot can check a number.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell.
ENTRYPOINT ["/webserver"]
