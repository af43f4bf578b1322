FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
# From here on, not as root.
USER 65532:65532

FROM scratch
COPY --from=build /webserver /webserver
EXPOSE 8080
ENTRYPOINT ["/webserver"]
