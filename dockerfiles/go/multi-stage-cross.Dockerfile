# Title: For another processor, without emulating it
# Improves on: go/multi-stage-scratch
# Chapter: 10. Tests in stages
# Builder: buildkit
# Platform: linux/arm64
#
# `docker build --platform linux/arm64` on an amd64 machine would run the compiler itself in an emulator, ten times
# slower, or not at all. Go compiles for every platform from every platform: so the first stage stays on the machine's
# own, and only the result is foreign. RUN in the last stage would need the emulator again; COPY does not.

# The platform of the machine that builds, whatever the image is for.
FROM --platform=$BUILDPLATFORM golang:1.27 AS build
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod main.go ./
# BuildKit fills these from --platform, but only into stages that ask for them.
ARG TARGETOS
ARG TARGETARCH
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=build /webserver /webserver
# By number: there is no /etc/passwd here that could give a name a meaning.
USER 65532:65532
EXPOSE 8080
# As a list: there is no shell here that could take a string apart.
ENTRYPOINT ["/webserver"]
