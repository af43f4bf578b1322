FROM golang:1.27-alpine AS builder
WORKDIR /go/src/hello
COPY main.go ./
RUN go mod init hello && CGO_ENABLED=0 go build -o hello .

# scratch: no shell, and no users, so no root either.
FROM scratch
COPY --from=builder /go/src/hello/hello /hello
EXPOSE 8080
CMD ["/hello"]
