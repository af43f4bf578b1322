#!/usr/bin/env bash
# Sets our layer sizes and waste beside those of dive and of `docker history`, for five images, and writes the table in
# docs/data/compared-with-dive.md. Call it after `./lab mvn verify`, with Docker and a way to the Go modules:
#
#   ./lab docs/compare-with-dive.sh
set -euo pipefail
cd "$(dirname "$0")/.."

dive=v0.13.1
folder=$(mktemp -d)
trap 'rm -rf "$folder"; docker rmi --force multistage/wasteful >/dev/null 2>&1' EXIT

docker build --quiet --tag multistage/wasteful - <docs/examples/wasteful.Dockerfile >/dev/null
echo "building dive $dive …" >&2
# Behind a company's proxy, this machine's certificates are needed to get the modules.
certificates=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
mounts=(--volume "$folder:/go/bin")
[ ! -f "$certificates" ] || mounts+=(--volume "$certificates:/etc/ssl/certs/ca-certificates.crt:ro")
docker run --rm --env CGO_ENABLED=0 "${mounts[@]}" golang:1.27 go install "github.com/wagoodman/dive@$dive" >&2

# number MEMBER NAME FILE: the first number of that name behind that member in an indented JSON file.
number() { sed -n "/\"$1\"/,\$p" "$3" | sed -n "s/.*\"$2\": *\([0-9]*\).*/\1/p" | head -n 1; }

{
  cat <<'MARKDOWN'
# Beside dive and docker history

`docs/compare-with-dive.sh` writes this table. All figures are bytes. [Method](../method.md#compared-with-dive-and-docker-history) explains
the columns, and why they differ.

| Image | Layers | Size: ours | dive | docker history | Waste: ours | dive |
|---|---:|---:|---:|---:|---:|---:|
MARKDOWN
  for image in multistage/wasteful multistage/go:single-stage multistage/go:multi-stage-service \
    multistage/java:single-stage multistage/java:multi-stage-jlink-scratch; do
    echo "$image …" >&2
    docker save "$image" --output "$folder/image.tar"
    java -jar image-report/target/image-report.jar --json "$folder/image.tar" >"$folder/ours.json"
    docker run --rm --network none --volume "$folder:/data" --entrypoint /data/dive golang:1.27 \
      --source docker-archive --json /data/dive.json /data/image.tar >&2
    history=$(docker history --no-trunc --human=false --format '{{.Size}}' "$image" | awk '{ sum += $1 } END { print sum }')
    # shellcheck disable=SC2016 # these backticks are Markdown's
    printf '| `%s` | %d | %d | %d | %d | %d | %d |\n' "$image" "$(grep -c '"diffId"' "$folder/ours.json")" \
      "$(number id fileBytes "$folder/ours.json")" "$(number image sizeBytes "$folder/dive.json")" "$history" \
      "$(number waste fileBytes "$folder/ours.json")" "$(number image inefficientBytes "$folder/dive.json")"
  done
} >"$folder/table"
mv "$folder/table" docs/data/compared-with-dive.md
