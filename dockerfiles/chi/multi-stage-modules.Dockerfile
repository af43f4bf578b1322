# Title: What changes seldom comes first
# Improves on: chi/single-stage
# Chapter: 8. The cache
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
#
# A step comes out of the cache as long as it and everything before it is the same. So go.mod and go.sum are copied
# before the program, and what they list is downloaded in a step of its own: one letter in main.go no longer costs a
# download. Compiling is another matter: the libraries are compiled again each time, since their objects are made in the
# same step as the program. And one changed line in go.mod downloads everything again.

FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod go.sum ./
# Without `--secret` this mount is nothing, and the certificates of the image count. Behind a company's proxy that reads
# along, add `--secret id=ca-certificates,src=/etc/ssl/certs/ca-certificates.crt`: for this one command the machine's own
# lie in their place, and in no layer.
RUN --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    go mod download
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY main.go ./
# CGO_ENABLED=0: without C libraries, so that the binary runs anywhere, also where there are none.
# touch: the same source gives the same layer, to the byte, whenever it is built.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /webserver /webserver
# The tag :nonroot says it already. As a number it can be seen here, and Kubernetes' runAsNonRoot can check it.
USER 65532:65532
EXPOSE 8080
# As a list: there is no shell here that could take a string apart.
ENTRYPOINT ["/webserver"]
