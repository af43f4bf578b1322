FROM golang:1.27-alpine AS builder
WORKDIR /go/src/hello
COPY main.go ./
RUN go mod init hello && CGO_ENABLED=0 go build -o hello .

FROM scratch
COPY --from=builder /go/src/hello/hello /app/hello
USER 65532:65532
EXPOSE 8080
CMD ["./hello"]
