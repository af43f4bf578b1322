# Title: Nothing but what a service needs
# Improves on: go/multi-stage-scratch
# Chapter: 4. Which base
# Topic: size
# At most: 16 MB
#
# Most services call others over TLS, handle local times, and are monitored. On scratch, that takes three kinds of
# files: CA certificates, time zones, and a user with a name. They come from an image whose maintainers keep them up to
# date. The server checks its own health, because there is no curl to do it. Labels tell a registry what this image is,
# and which commit it was built from.

# A stage only to copy from. `COPY --from=IMAGE` would do the same, but Dependabot updates images in FROM lines only.
FROM gcr.io/distroless/static-debian13:nonroot AS files

FROM golang:1.27 AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod main.go health.go ./
# The build tag adds the command `webserver health`.
RUN CGO_ENABLED=0 go build -tags=health -o /webserver . && touch -d 2026-01-01 /webserver
# Collected in one directory, so that everything gets a fixed time.
COPY --from=files /etc/passwd /etc/group /root-of-image/etc/
COPY --from=files /etc/ssl/certs/ca-certificates.crt /root-of-image/etc/ssl/certs/
COPY --from=files /usr/share/zoneinfo /root-of-image/usr/share/zoneinfo/
RUN find /root-of-image -exec touch -h -d 2026-01-01 {} +

FROM scratch
# What changes least comes first: after a rebuild, the binary is the only new layer.
COPY --from=build /root-of-image/ /
COPY --from=build /webserver /webserver
# A number, though /etc/passwd has its name: Kubernetes' runAsNonRoot can't check a name.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell. Docker runs this check; Kubernetes ignores it and needs an HTTP probe instead.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 CMD ["/webserver", "health"]
ENTRYPOINT ["/webserver"]
# Last, because the revision differs with every commit: docker build --build-arg REVISION="$(git rev-parse HEAD)" \
#   --build-arg SOURCE=https://git.example.com/webserver … Without the build arguments, these two labels are empty.
ARG SOURCE
ARG REVISION
LABEL org.opencontainers.image.title="webserver" \
      org.opencontainers.image.description="Says hello over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="$SOURCE" \
      org.opencontainers.image.revision="$REVISION"
