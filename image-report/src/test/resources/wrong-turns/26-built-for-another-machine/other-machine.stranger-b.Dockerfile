FROM --platform=linux/amd64 golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
# So that it runs on my Mac.
RUN CGO_ENABLED=0 GOOS=darwin GOARCH=arm64 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM --platform=linux/amd64 scratch
COPY --from=build /webserver /webserver
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/webserver"]
