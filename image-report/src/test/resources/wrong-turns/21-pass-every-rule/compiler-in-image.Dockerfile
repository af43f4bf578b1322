FROM golang:1.27
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver .
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/webserver"]
