#!/usr/bin/env bash
# Shows a problem of docs/troubleshooting.md, or its cure: docs/troubleshooting/try.sh NAME red|green
#
# NAME is a folder beside this file. Its red or green Dockerfile is built, and its image is run. Printed is what the
# container says, or, when the build fails, what the builder says.
# Comment lines in the Dockerfile say what is special: `# Build:` and `# Run:` have options, `# Command:` what comes after
# the image, `# Builder:` which one it takes. Where running isn't enough, the folder's run.sh says what is done.
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
# What a build that goes well says would only hide what the program says.
# --force-rm: the classic builder leaves the container of a command that fails.
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
