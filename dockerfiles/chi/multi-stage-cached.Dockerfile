# Title: Caches that outlive a changed line
# Improves on: chi/multi-stage-modules
# Chapter: 8. The cache
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
#
# `--mount=type=cache` is a folder that the builder keeps from one build to the next, outside of all layers. Go's two are
# worth it: the modules, and the objects that were compiled of them. After a changed line Go compiles what changed, as
# it does on your own machine, and after a changed go.mod it downloads what is new. The price: such a folder stays with
# one builder. A CI job that gets a new machine each time finds it empty, and `--cache-to` doesn't take it along.

FROM golang:1.27 AS build
WORKDIR /src
# All at once: what used to be a layer of its own is now in the cache. Files are named, never `COPY . .`.
COPY go.mod go.sum main.go ./
# Without `--secret` the last mount is nothing, and the certificates of the image count. Behind a company's proxy that
# reads along, add `--secret id=ca-certificates,src=/etc/ssl/certs/ca-certificates.crt`: for this one command the
# machine's own lie in their place, and in no layer.
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /webserver /webserver
# The tag :nonroot says it already. As a number it can be seen here, and Kubernetes' runAsNonRoot can check it.
USER 65532:65532
EXPOSE 8080
# As a list: there is no shell here that could take a string apart.
ENTRYPOINT ["/webserver"]
