#!/usr/bin/env bash
# How much smaller zstd makes what is pulled: BuildKit writes the same images with gzip and with zstd, from the build cache that
# ./lab mvn verify left. Keeps the size of each layer in docs/data/zstd.json. The table in docs/zstd.md is made of it:
#
#   ./lab docs/zstd.sh
#   ./lab --no-docker mvn -pl image-report -am test -Dtest=ZstdTest -Dgroups=docs -DexcludedGroups= -Dgolden.update=true
#
# Needs BuildKit's exporter "oci", which an engine with the containerd image store has, or a builder that
# `docker buildx create --use` made. It takes a few minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

rows=(go/multi-stage-scratch go/single-stage java/multi-stage-production java/single-stage spring/multi-stage-production)
# Each with its default level: the builder keeps what it has compressed, and would take that for any other level, too.
ways=(gzip zstd)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM

# blob DIGEST: of the archive.
blob() { tar --extract --to-stdout --file "$folder/image.tar" "blobs/${1/://}"; }

# members NAME: the values of that name in the JSON of standard input, in their order.
members() { tr -d ' \n\t' | grep -oE "\"$1\":(\"[^\"]*\"|[0-9]+)" | sed 's/^[^:]*://' | tr -d '"'; }

{
  printf '{\n  "date": "%s",\n  "commit": "%s",\n  "engine": "%s",\n  "storage": "%s",\n  "buildx": "%s",\n  "images": [' \
    "$(date -u +%F)" "$(git describe --always --dirty --abbrev=7 --exclude '*')" \
    "$(docker version --format '{{.Server.Version}}')" "$(docker info --format '{{.Driver}}')" \
    "$(docker buildx version | cut -d ' ' -f 2)"
  comma=
  for row in "${rows[@]}"; do
    for way in "${ways[@]}"; do
      docker buildx build --quiet --provenance=false --file "dockerfiles/$row.Dockerfile" \
        --output "type=oci,dest=$folder/image.tar,force-compression=true,compression=$way" "webserver-${row%/*}" >/dev/null
      manifest=$(tar --extract --to-stdout --file "$folder/image.tar" index.json | members digest | sed -n 1p)
      # The first one is the configuration's.
      mapfile -t sizes < <(blob "$manifest" | members size | tail -n +2)
      types=$(blob "$manifest" | members mediaType | grep '\.layer\.' | sort -u)
      [ "$types" = "application/vnd.oci.image.layer.v1.tar+$way" ] || {
        echo "docs/zstd.sh: the layers of $row aren't compressed with $way, but: $types" >&2
        exit 1
      }
      printf '%s\n    { "id": "%s", "compression": "%s", "layers": [%s] }' "$comma" "$row" "$way" \
        "$(printf '%s\n' "${sizes[@]}" | paste -sd , | sed 's/,/, /g')"
      comma=,
      printf '%s, %s: %s\n' "$row" "$way" "${sizes[*]}" >&2
    done
  done
  printf '\n  ]\n}\n'
} >"$folder/zstd.json"
cp "$folder/zstd.json" docs/data/zstd.json
