# Title: A private library without a leaked token
# Improves on: chi/multi-stage-modules
# Chapter: 11. Secrets
# Topic: secrets
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
# Secret: netrc
# At most: 24 MB
#
# One library comes from the company's own Git server, which requires a token. Copied, set with ENV or passed as ARG, it
# stays: in a layer or the history of the image, or of a build stage in the builder's cache; provenance may show an ARG.
# A build secret is a file that exists while one command runs, `--secret id=netrc,src=$HOME/.netrc`: in no layer, not in
# the history, and not in the cache key. So another token causes no rebuild; a wrong one fails only when the step runs.

FROM golang:1.27 AS build
# Fetch these modules from their own server. A public proxy doesn't have them, and shouldn't learn their names.
ENV GOPRIVATE=git.example.com
WORKDIR /src
COPY private/go.mod private/go.sum ./
# git and Go read the password from ~/.netrc: machine git.example.com login NAME password TOKEN
# The company signed the server's certificate. This secret replaces the CA bundle, so it has the public CAs as well.
# required: if a secret is missing, the build fails at once and names it.
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required=true \
    --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt,required=true \
    go mod download
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY main.go private/platform.go ./
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
