FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod main.go ./
ARG TARGETARCH
RUN CGO_ENABLED=0 GOOS=darwin GOARCH=$TARGETARCH go build -o /webserver .

FROM scratch
COPY --from=build /webserver /webserver
ENTRYPOINT ["/webserver"]
