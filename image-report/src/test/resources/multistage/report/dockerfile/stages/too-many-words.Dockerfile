FROM alpine:3.22 build
