FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 GOOS=linux GOARCH=s390x go build -o /webserver .

FROM scratch
COPY --from=build /webserver /webserver
ENTRYPOINT ["/webserver"]
