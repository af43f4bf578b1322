# BuildKit in a container of its own, as `docker buildx create --driver docker-container` would fetch it from a registry:
# this builder can export a cache of all stages, which the one inside of Docker Engine 20.10 can't. Compiled from its
# module, for Debian has no package of it: a tool that only a build stage needs Go for.
FROM golang:1.27 AS build
ARG BUILDKIT=v0.34.2
# Behind a company's proxy, modules are reached with the machine's own certificates: chapter 8. What was only needed to
# compile goes in the same step, or it would stay in the builder's cache.
RUN --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    export GOMODCACHE=/tmp/modules GOCACHE=/tmp/objects CGO_ENABLED=0 \
 && go mod download github.com/moby/buildkit@$BUILDKIT \
 && cp -R /tmp/modules/github.com/moby/buildkit@$BUILDKIT /tmp/buildkit \
 && cd /tmp/buildkit \
 && go build -ldflags=-s -o /usr/local/bin/ ./cmd/buildctl ./cmd/buildkitd \
 && go clean -modcache \
 && rm -rf /tmp/objects /tmp/buildkit

FROM debian:trixie-slim
# What executes the RUN steps.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends runc \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/buildctl /usr/local/bin/buildkitd /usr/local/bin/
# Official names are looked for in the registry that this builder shares a network with: ci-caches.sh puts them there.
RUN mkdir -p /etc/buildkit \
 && printf '%s\n' '[registry."docker.io"]' 'mirrors = ["localhost:5000"]' '[registry."localhost:5000"]' 'http = true' >/etc/buildkit/buildkitd.toml
# On overlay's own layers there is no room for further overlays.
VOLUME /var/lib/buildkit
# Each RUN step gets a control group below this container's own, whose folder Docker mounts read-only.
ENTRYPOINT ["sh", "-c", "for folder in /sys/fs/cgroup /sys/fs/cgroup/*/; do mount -o remount,bind,rw $folder 2>/dev/null; done; exec buildkitd"]
