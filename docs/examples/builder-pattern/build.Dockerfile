# Title: The builder pattern, first file
#
# An image with the compiler. It builds the program and never runs.

FROM golang:1.27
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
