# Title: A service that uses what the image IMAGE has for one
FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod certificates.go probe.go ./
RUN mkdir certificates && go run certificates.go certificates && CGO_ENABLED=0 go build -o /probe .

# The image's own certificates and one more: that of the authority which vouches for the test's server.
FROM build AS trust
COPY --from=IMAGE /etc/ssl/certs/ca-certificates.crt /certificates.crt
RUN cat certificates/authority.crt >>/certificates.crt

FROM IMAGE
COPY --from=trust /certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /probe /probe
ENTRYPOINT ["/probe"]
