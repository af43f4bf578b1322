# Another solution of exercise 19: a base image with certificates, but without a shell.

FROM golang:1.27-alpine AS builder
WORKDIR /go/src/hello
COPY main.go ./
RUN go mod init hello && CGO_ENABLED=0 go build -o hello .

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=builder /go/src/hello/hello /hello
USER 65532:65532
EXPOSE 8080
CMD ["/hello"]
