FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
RUN useradd --uid 10001 --no-create-home app

FROM scratch
COPY --from=build /etc/passwd /etc/group /etc/
COPY --from=build /webserver /webserver
EXPOSE 8080
USER app
ENTRYPOINT ["/webserver"]
