# Title: Nothing but the binary
# Improves on: go/multi-stage-alpine
# Chapter: 4. Which base
#
# scratch is not an image but the empty start: no shell, no package manager, no files. The image is the binary, to the
# byte. There is nothing to break in with and nothing to look around with either, and what a service often needs is
# missing: CA certificates to call others, time zones, a name for its user.

FROM golang:1.27 AS build
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod main.go ./
# CGO_ENABLED=0: without C libraries, so that the binary runs anywhere, also where there are none.
# touch: the same source gives the same layer, to the byte, whenever it is built.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=build /webserver /webserver
# By number: there is no /etc/passwd here that could give a name a meaning.
USER 65532:65532
EXPOSE 8080
# As a list: there is no shell here that could take a string apart.
ENTRYPOINT ["/webserver"]
