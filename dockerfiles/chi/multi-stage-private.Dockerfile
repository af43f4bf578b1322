# Title: A private library, and its token nowhere
# Improves on: chi/multi-stage-modules
# Chapter: 9. Safe
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
# Secret: netrc
#
# One library comes from the company's own Git server, which wants a token. What is copied, set by ENV or handed in as
# ARG stays for ever, in a layer or in the history, and removing it in a later step hides it only. A build secret is a
# file that is there while one command runs: `--secret id=netrc,src=$HOME/.netrc`. It is in no layer, no history and no
# key of the cache. Another token doesn't build anything again; a wrong one is noticed only when something is.

FROM golang:1.27 AS build
# From their own server, not from a public proxy: that doesn't have them, and is not to learn their names either.
ENV GOPRIVATE=git.example.com
WORKDIR /src
COPY private/go.mod private/go.sum ./
# git and Go find their password in ~/.netrc: machine git.example.com login NAME password TOKEN
# The company's server shows a certificate of the company, so its certificates are handed in the same way.
RUN --mount=type=secret,id=netrc,target=/root/.netrc \
    --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    go mod download
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY main.go private/platform.go ./
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
