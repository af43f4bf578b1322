# Title: Cross-compile instead of emulating
# Improves on: go/multi-stage-scratch
# Chapter: 16. Other platforms
# Topic: platforms
# Builder: buildkit
# Platform: linux/arm64
# At most: 12 MB
#
# On an amd64 machine, `docker build --platform linux/arm64` would run the compiler in an emulator, many times slower,
# or not at all. But Go compiles for every platform on every platform. So the first stage stays on the build machine's
# own platform, and only the result is for another one. A RUN in the last stage would need the emulator again; COPY
# doesn't.

# The platform of the build machine, whatever platform the image is for.
FROM --platform=$BUILDPLATFORM golang:1.27 AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod main.go ./
# BuildKit sets these from --platform, but only in stages that declare them.
ARG TARGETOS
ARG TARGETARCH
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=build /webserver /webserver
# A number: the image has no /etc/passwd to look a name up in.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell.
ENTRYPOINT ["/webserver"]
