FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM alpine:3.24
COPY --from=build /webserver /webserver
# A script of three lines: it limits the number of processors that the server uses, and starts the server.
RUN printf '%s\n' '#!/bin/sh' 'export GOMAXPROCS=2' '/webserver' >/start.sh && chmod 755 /start.sh
EXPOSE 8080
# With exec, so that the server is process 1.
ENTRYPOINT exec /start.sh
