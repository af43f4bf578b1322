#!/usr/bin/env bash
# Tests what a CI job on a fresh machine gets from a cache in a registry: docs/ci-caches.md has the explanation.
#
# The registry is a container. To simulate a fresh machine, the script deletes the build cache of ci-cache.Dockerfile, and no
# other cache. At the end it removes everything it made, except the cached steps of its two tools, the registry and BuildKit.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOCKER_BUILDKIT=1
registry=localhost:5055
image=$registry/course/ci-cache
base=$registry/library/alpine:3.24
log=$(mktemp)

# Since version 23, a client needs the plugin buildx for BuildKit, and not every client has it.
docker=
for client in docker /usr/bin/docker; do
  if [[ -z $docker ]] && "$client" build --help 2>/dev/null | grep -q -- '--secret'; then docker=$client; fi
done
[[ -n $docker ]] || { echo 'ci-caches: no docker client here can use BuildKit; install the plugin buildx' >&2; exit 1; }

clean_up() {
  docker rm --force --volumes course-builder course-registry >/dev/null 2>&1 || true
  docker image rm --force course/buildkit course/registry course/ci-cache "$image:1" "$image:2" "$image:3" "$base" >/dev/null 2>&1 || true
  forget || true
  rm -f "$log"
}
trap clean_up EXIT

# Records of the build cache contain the command that was executed.
records() {
  "$docker" system df --verbose --format '{{range .BuildCache}}{{println .ID .Description}}{{end}}' | awk '/: ci-cache;/ { print $1 }'
}

forget() {
  local id i
  # A record can be deleted only after those that depend on it.
  for ((i = 0; i < 5; i++)); do
    for id in $(records); do "$docker" builder prune --all --force --filter "id=$id" >/dev/null; done
  done
}

new_machine() {
  docker image rm --force course/ci-cache "$image:1" "$image:2" >/dev/null 2>&1 || true
  forget
  [[ -z $(records) ]] || { echo 'ci-caches: the builder still remembers the steps' >&2; exit 1; }
}

build() { "$docker" build --progress=plain --file ci-cache.Dockerfile "$@" . >"$log" 2>&1 || { cat "$log" >&2; return 1; }; }

# downloads IMAGE: prints the number in the image.
downloads() {
  local container
  container=$(docker create "$1")
  docker cp "$container:/program" - | tar --extract --to-stdout | head -n 1
  docker rm "$container" >/dev/null
}

# tell WHAT IMAGE: prints whether the image has the first job's downloads.
tell() {
  if [[ $(downloads "$2") == "$first" ]]; then echo "$1: downloads come from the cache"; else echo "$1: everything is downloaded again"; fi
}

"$docker" build --file registry.Dockerfile --tag course/registry . >"$log" 2>&1 || { tail -n 5 "$log" >&2; exit 1; }
docker run --detach --name course-registry --publish 127.0.0.1:5055:5000 course/registry >/dev/null
until curl --silent --fail --output /dev/null "http://$registry/v2/"; do sleep 0.2; done

# The first job: the image itself contains the cache.
new_machine
build --build-arg BUILDKIT_INLINE_CACHE=1 --tag "$image:1"
docker push --quiet "$image:1" >/dev/null
first=$(downloads "$image:1")

new_machine
build --tag course/ci-cache
tell 'no cache, the same source' course/ci-cache

new_machine
build --cache-from "$image:1" --tag course/ci-cache
tell 'inline cache, the same source' course/ci-cache

new_machine
build --cache-from "$image:1" --build-arg LINE=2 --tag course/ci-cache
tell 'inline cache, one changed line' course/ci-cache

# The fix without another kind of cache: push the stage that downloads as an image of its own, with its own inline cache.
new_machine
build --target build --build-arg BUILDKIT_INLINE_CACHE=1 --tag "$image:2"
docker push --quiet "$image:2" >/dev/null
first=$(downloads "$image:2")
new_machine
build --cache-from "$image:2" --build-arg LINE=2 --tag course/ci-cache
tell 'inline cache of the build stage, one changed line' course/ci-cache

# Now a builder that can export a cache of all stages. It runs in a container, a new one each time. It doesn't see the engine's
# images, so the base image has to be in the registry as well.
"$docker" build --progress=plain --file buildkit.Dockerfile --tag course/buildkit . >"$log" 2>&1 || { tail -n 5 "$log" >&2; exit 1; }
docker image inspect alpine:3.24 >/dev/null 2>&1 || docker pull --quiet alpine:3.24 >/dev/null
docker tag alpine:3.24 "$base"
docker push --quiet "$base" >/dev/null

# All that there are. Older engines also add what the machine can't give; newer ones don't drop what isn't there.
capabilities=(--cap-add ALL)
docker run --rm "${capabilities[@]}" alpine:3.24 true 2>/dev/null || capabilities+=(--cap-drop SYS_RESOURCE)

new_builder() {
  docker rm --force --volumes course-builder >/dev/null 2>&1 || true
  # Not --privileged, which not every machine allows: only what the builder needs to mount layers and run processes in them.
  docker run --detach --name course-builder --network container:course-registry --cgroupns private "${capabilities[@]}" \
    --security-opt seccomp=unconfined --security-opt apparmor=unconfined course/buildkit >/dev/null
  docker cp ci-cache.Dockerfile course-builder:/tmp/Dockerfile
  for ((i = 0; i < 150; i++)); do
    ! docker exec course-builder buildctl debug workers >"$log" 2>&1 || return 0
    sleep 0.2
  done
  cat "$log" >&2
  exit 1
}

# In the builder's network, the registry listens on port 5000.
build_there() {
  docker exec course-builder buildctl build --progress=plain --frontend=dockerfile.v0 --local context=/tmp --local dockerfile=/tmp \
    --output "type=image,name=localhost:5000/course/ci-cache:3,push=true" "$@" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
  # Otherwise, an older image would lose this name and stay behind.
  docker image rm --force "$image:3" >/dev/null 2>&1 || true
  docker pull --quiet "$image:3" >/dev/null
}

for mode in min max; do
  cache=type=registry,ref=localhost:5000/course/ci-cache:$mode
  new_builder
  build_there --export-cache "$cache,mode=$mode"
  first=$(downloads "$image:3")
  new_builder
  build_there --import-cache "$cache" --opt build-arg:LINE=2
  tell "registry cache with mode=$mode, one changed line" "$image:3"
done
