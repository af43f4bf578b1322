#!/usr/bin/env bash
# Sets the packages that we find in ordinary images (see OrdinaryImagesIT) beside those that syft finds, and writes docs/data/compared-with-syft.md. Call it
# with the tool built, with Docker, and with a way to Debian's packages and the Go modules:
#
#   ./lab docs/compare-with-syft.sh
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

syft=v1.52.0
context='image-report/src/test/resources/ordinary-images'
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "building syft $syft …" >&2
# Behind a company's proxy, this machine's certificates are needed to get the modules.
certificates=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
mounts=(--volume "$folder:/go/bin")
[ ! -f "$certificates" ] || mounts+=(--volume "$certificates:/etc/ssl/certs/ca-certificates.crt:ro")
docker run --rm --env CGO_ENABLED=0 --env GOPROXY "${mounts[@]}" golang:1.27 go install "github.com/anchore/syft/cmd/syft@$syft" >&2

# A line for each package: its kind, its name without Maven's group, and its version.
printf '{{range .artifacts}}{{.type}} {{.name}} {{.version}}\n{{end}}' >"$folder/lines.tmpl"
by_syft() {
  docker run --rm --network none --volume "$folder:/data" --env SYFT_CHECK_FOR_APP_UPDATE=false --entrypoint /data/syft golang:1.27 \
    scan docker-archive:/data/image.tar --quiet --output template --template /data/lines.tmpl |
    sed 's/^java-archive /maven /' | sort -u
}
by_us() {
  java -jar image-report/target/image-report.jar --json "$folder/image.tar" |
    sed -n '/"packages": *\[/,/\]/p' | tr -d '\n' | grep -o '{[^}]*}' |
    sed 's/.*"type": *"\([^"]*\)".*"name": *"\([^"]*\)".*"version": *"\([^"]*\)".*/\1 \2 \3/; s/^maven [^ ]*:/maven /' | sort -u
}

{
  cat <<'MARKDOWN'
# Beside syft

`docs/compare-with-syft.sh` writes this table: how many packages of each kind both tools find, with the same name and version, and how
many only one of them finds. [Method](../method.md#compared-with-syft) explains the differences.

| Image | Kind | Both | Only we | Only syft |
|---|---|---:|---:|---:|
MARKDOWN
  for image in debian distroless nginx node python ruby java; do
    echo "$image …" >&2
    DOCKER_BUILDKIT=1 docker build --quiet --target "image-$image" --tag "multistage/ordinary:$image" "$context" >/dev/null
    docker save "multistage/ordinary:$image" --output "$folder/image.tar"
    docker image rm "multistage/ordinary:$image" >/dev/null
    by_us >"$folder/ours"
    by_syft >"$folder/theirs"
    cut -d ' ' -f 1 "$folder/ours" "$folder/theirs" | sort -u | while read -r kind; do
      grep "^$kind " "$folder/ours" >"$folder/a" || true
      grep "^$kind " "$folder/theirs" >"$folder/b" || true
      printf '| %s | %s | %d | %d | %d |\n' "$image" "$kind" "$(comm -12 "$folder/a" "$folder/b" | wc -l)" \
        "$(comm -23 "$folder/a" "$folder/b" | wc -l)" "$(comm -13 "$folder/a" "$folder/b" | wc -l)"
    done
  done
} >"$folder/table"
mv "$folder/table" docs/data/compared-with-syft.md
