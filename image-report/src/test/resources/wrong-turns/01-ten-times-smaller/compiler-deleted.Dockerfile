FROM golang:1.27
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
RUN rm -rf /usr/local/go /root/.cache /go
EXPOSE 8080
CMD ["/webserver"]
