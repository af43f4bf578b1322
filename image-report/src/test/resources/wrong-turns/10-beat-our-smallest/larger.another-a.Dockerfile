FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -extldflags=-static" -tags=netgo,osusergo -o /webserver .

FROM debian:trixie-slim AS pack
RUN apt-get update && apt-get install -y --no-install-recommends upx-ucl
COPY --from=build /webserver /webserver
RUN upx --best --lzma --no-progress /webserver && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=pack /webserver /webserver
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/webserver"]
