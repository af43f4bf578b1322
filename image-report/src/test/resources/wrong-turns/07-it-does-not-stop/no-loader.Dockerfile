FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
RUN printf '%s\n' '#!/bin/sh' 'export GOMAXPROCS=2' 'exec /webserver' >/start.sh && chmod 755 /start.sh

FROM scratch
COPY --from=build /webserver /webserver
COPY --from=build /start.sh /start.sh
EXPOSE 8080
ENTRYPOINT ["/start.sh"]
