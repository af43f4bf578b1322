FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /webserver /webserver
USER nonroot
EXPOSE 8080
ENTRYPOINT ["/webserver"]
