# Alpine is small, so use the Alpine variant of the Go image.
FROM golang:1.27-alpine
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
EXPOSE 8080
CMD ["/webserver"]
