FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM alpine:3.24
COPY --from=build /webserver /webserver
RUN printf '%s\n' '#!/bin/sh' 'echo "export GOMAXPROCS=2" 2>/dev/null >/settings || true' '. /settings' 'exec /webserver' >/start.sh \
 && chmod 755 /start.sh
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/start.sh"]
