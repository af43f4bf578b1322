# Title: A base without a shell
# Improves on: go/multi-stage-alpine
# Chapter: 4. Which base
#
# distroless/static is what a static binary expects of a Linux system and nothing that one can type commands into: CA
# certificates, time zones, /etc/passwd with a user nonroot, /tmp. Someone else keeps these up to date, which is worth
# more than the bytes that they weigh. For looking inside there is the tag :debug, with a shell.

FROM golang:1.27 AS build
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod main.go ./
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
