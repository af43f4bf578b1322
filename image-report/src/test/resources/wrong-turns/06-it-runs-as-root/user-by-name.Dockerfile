FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver && echo "app:x:1000:1000::/:" >/passwd

FROM scratch
COPY --from=build /webserver /webserver
COPY --from=build /passwd /etc/passwd
USER app
EXPOSE 8080
ENTRYPOINT ["/webserver"]
