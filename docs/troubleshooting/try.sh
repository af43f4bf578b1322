#!/usr/bin/env bash
# Shows a problem from docs/troubleshooting.md, or its fix: docs/troubleshooting/try.sh NAME red|green
#
# NAME is a directory beside this file. The script builds its red or green Dockerfile, runs the image, and prints what the
# container prints. If the build fails, it prints the builder's output.
# Comments in the Dockerfile pass options: `# Build:` and `# Run:` for docker build and docker run, `# Command:` the arguments
# after the image, `# Builder:` the builder. If running the image isn't enough, run.sh in the directory does the rest.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=docs/troubleshooting/${1:-}
file=$folder/${2:-}.Dockerfile
if [[ $# != 2 || ! -f $file ]]; then
  echo 'usage: docs/troubleshooting/try.sh NAME red|green, where NAME is one of' >&2
  find docs/troubleshooting -mindepth 1 -maxdepth 1 -type d -exec basename {} \; | sort >&2
  exit 2
fi

build=() run=() command=() builder=()
words() { read -ra "$1" <<<"$(sed -n "s/^# $2: //p" "$file")"; }
words build Build
words run Run
words command Command
words builder Builder
case ${builder[0]-} in
  buildkit) export DOCKER_BUILDKIT=1 ;;
  classic) export DOCKER_BUILDKIT=0 ;;
esac

image=course/trouble-$1-$2
container=course-trouble-$1-$2
clean_up() {
  docker rm --force "$container" >/dev/null 2>&1 || true
  docker image rm "$image" >/dev/null 2>&1 || true
}
trap clean_up EXIT

echo "$file" >&2
# The output of a successful build would only hide the program's.
# --force-rm: the classic builder keeps the container of a failed step otherwise.
log=$(docker build --force-rm ${build[@]+"${build[@]}"} --file "$file" --tag "$image" "$folder" 2>&1) || {
  code=$?
  printf '%s\n' "$log"
  exit "$code"
}
if [[ -f $folder/run.sh ]]; then
  # shellcheck source=/dev/null
  source "$folder/run.sh"
else
  docker run ${run[@]+"${run[@]}"} --name "$container" "$image" ${command[@]+"${command[@]}"} 2>&1
fi
