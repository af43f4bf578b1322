# Title: A service that uses what another image has for one
ARG IMAGE
FROM $IMAGE AS image

FROM golang:1.27 AS build
ENV CGO_ENABLED=0
WORKDIR /src
COPY go.mod certificates.go probe.go ./
# Shares what Go compiled of its library with other tests, whichever runs first.
RUN --mount=type=cache,target=/root/.cache/go-build \
    mkdir certificates && go run certificates.go certificates && go build -o /probe .

FROM image AS probe
COPY --from=build /probe /probe
ENTRYPOINT ["/probe"]

# The image's own certificates and one more: that of the authority which vouches for the test's server.
FROM build AS trust
COPY --from=image /etc/ssl/certs/ca-certificates.crt /certificates.crt
RUN cat certificates/authority.crt >>/certificates.crt

FROM probe AS trusting
COPY --from=trust /certificates.crt /etc/ssl/certs/ca-certificates.crt
