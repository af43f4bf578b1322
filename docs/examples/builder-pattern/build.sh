#!/usr/bin/env bash
# The builder pattern, in use before multi-stage builds: build the program in one image, copy it to the host, and build another
# image around it. Creates course/builder-pattern.
set -euo pipefail
cd "$(dirname "$0")/../../.."
pattern=docs/examples/builder-pattern

context=$(mktemp -d)
# Runs even if a step fails: no container, image or directory is left behind.
clean_up() {
  rm -rf "$context"
  docker rm --force course-builder >/dev/null 2>&1 || true
  docker image rm course/builder >/dev/null 2>&1 || true
}
trap clean_up EXIT

docker build --quiet --file $pattern/build.Dockerfile --tag course/builder webserver-go
# A container that never runs, to copy a file out of it.
docker create --name course-builder course/builder
docker cp course-builder:/webserver "$context/webserver"
docker build --quiet --file $pattern/run.Dockerfile --tag course/builder-pattern "$context"
