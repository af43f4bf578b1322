# Title: Nothing but what a service needs
# Improves on: go/multi-stage-scratch
# Chapter: 4. Which base
#
# Most services call others over TLS, tell the time somewhere and are watched. On scratch that takes three things
# more, copied from an image whose maintainers keep them up to date: a user with a name, the CA certificates, the time
# zones. The server learns to ask itself how it is, because there is no curl for it, and labels tell a registry what
# this is.

FROM golang:1.27 AS build
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod main.go health.go ./
# The tag adds the command `webserver health`.
RUN CGO_ENABLED=0 go build -tags=health -o /webserver . && touch -d 2026-01-01 /webserver
# --from takes an image as well as a stage. Into a folder of its own, where everything gets its fixed time.
COPY --from=gcr.io/distroless/static-debian13:nonroot /etc/passwd /etc/group /root-of-image/etc/
COPY --from=gcr.io/distroless/static-debian13:nonroot /etc/ssl/certs/ca-certificates.crt /root-of-image/etc/ssl/certs/
COPY --from=gcr.io/distroless/static-debian13:nonroot /usr/share/zoneinfo /root-of-image/usr/share/zoneinfo/
RUN find /root-of-image -exec touch -h -d 2026-01-01 {} +

FROM scratch
LABEL org.opencontainers.image.title="webserver" \
      org.opencontainers.image.description="Says hello over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0"
# What changes least comes first: a new binary is then the only new layer.
COPY --from=build /root-of-image/ /
COPY --from=build /webserver /webserver
# By number, though /etc/passwd now has a name for it: Kubernetes' runAsNonRoot can check a number, but not a name.
USER 65532:65532
EXPOSE 8080
# As a list, or it would need a shell. Docker looks at it, Kubernetes doesn't: there it is a probe over HTTP.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 CMD ["/webserver", "health"]
ENTRYPOINT ["/webserver"]
