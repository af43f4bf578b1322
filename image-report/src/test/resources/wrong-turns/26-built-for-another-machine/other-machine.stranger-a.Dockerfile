FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
# Without GOARCH: for the processor of this machine.
RUN CGO_ENABLED=0 GOOS=darwin go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=build /webserver /webserver
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/webserver"]
