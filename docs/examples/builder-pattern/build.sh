#!/usr/bin/env bash
# The builder pattern, as it was before multi-stage builds: build in one image, carry the program out of it to the
# host, build another image around it. Makes course/builder-pattern.
set -euo pipefail
cd "$(dirname "$0")/../../.."
pattern=docs/examples/builder-pattern

context=$(mktemp -d)
# Also when a step fails: no container, no image and no folder stays behind.
clean_up() {
  rm -rf "$context"
  docker rm --force course-builder >/dev/null 2>&1 || true
  docker image rm course/builder >/dev/null 2>&1 || true
}
trap clean_up EXIT

docker build --quiet --file $pattern/build.Dockerfile --tag course/builder webserver-go
# A container that never runs: files can be copied out of it.
docker create --name course-builder course/builder
docker cp course-builder:/webserver "$context/webserver"
docker build --quiet --file $pattern/run.Dockerfile --tag course/builder-pattern "$context"
