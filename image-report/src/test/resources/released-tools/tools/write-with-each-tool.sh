#!/bin/sh
# Writes the image in /images/docker.tar, of the name $1, with every tool: each time to a file or directory of its own.
set -eu
cd /images

for form in docker-archive oci-archive oci dir; do
  skopeo --insecure-policy copy --quiet docker-archive:docker.tar "$form:skopeo-$form"
done

# A container's own file system can't be overlaid.
storage="--root=/tmp/root --runroot=/tmp/run --storage-driver=vfs"
# shellcheck disable=SC2086
podman $storage load --quiet --input docker.tar
for form in docker-archive oci-archive oci-dir docker-dir; do
  # shellcheck disable=SC2086
  podman $storage save --quiet --format "$form" --output "podman-$form" "$1"
done
for form in docker-archive oci-archive oci dir; do
  # shellcheck disable=SC2086
  buildah $storage push --quiet --signature-policy /etc/containers/policy.json "$1" "$form:buildah-$form"
done

# crane writes what a registry has, and can be a registry.
crane registry serve --address 127.0.0.1:5000 --disk "$(mktemp -d)" >/tmp/registry.log 2>&1 &
until crane catalog 127.0.0.1:5000 >/dev/null 2>&1; do sleep 0.1; done
crane push docker.tar 127.0.0.1:5000/image:1
for form in legacy oci tarball; do
  crane pull --format "$form" 127.0.0.1:5000/image:1 "crane-$form"
done
