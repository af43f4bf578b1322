# BuildKit in a container, as `docker buildx create --driver docker-container` would pull it from a registry. This
# builder can export a cache of all stages; the one in Docker Engine 20.10 can't. Debian has no package of it, so it is
# compiled from its module.
FROM golang:1.27 AS build
ARG BUILDKIT=v0.34.2
# Files that only the compiler needs are deleted in the same step, or they would stay in the build cache.
RUN export GOMODCACHE=/tmp/modules GOCACHE=/tmp/objects CGO_ENABLED=0 \
 && go mod download github.com/moby/buildkit@$BUILDKIT \
 && cp -R /tmp/modules/github.com/moby/buildkit@$BUILDKIT /tmp/buildkit \
 && cd /tmp/buildkit \
 && go build -ldflags=-s -o /usr/local/bin/ ./cmd/buildctl ./cmd/buildkitd \
 && go clean -modcache \
 && rm -rf /tmp/objects /tmp/buildkit

FROM debian:trixie-slim
# runc executes the RUN steps.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends runc \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/buildctl /usr/local/bin/buildkitd /usr/local/bin/
# Pull official images from the registry in this builder's network, where ci-caches.sh pushes them.
RUN mkdir -p /etc/buildkit \
 && printf '%s\n' '[registry."docker.io"]' 'mirrors = ["localhost:5000"]' '[registry."localhost:5000"]' 'http = true' >/etc/buildkit/buildkitd.toml
# overlayfs can't use a directory on overlayfs for its layers, so they need a volume.
VOLUME /var/lib/buildkit
# Each RUN step gets a control group below this container's own. Docker mounts that directory read-only, so remount it.
ENTRYPOINT ["sh", "-c", "for folder in /sys/fs/cgroup /sys/fs/cgroup/*/; do mount -o remount,bind,rw $folder 2>/dev/null; done; exec buildkitd"]
