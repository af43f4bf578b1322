#!/usr/bin/env bash
# Builds stand-ins for official base images out of Debian packages, for machines that reach no image registry.
#
#   build.sh IMAGE…            builds and tags each, and what it is based on (as root; ./lab calls it)
#   build.sh --recipe IMAGE…   prints per image its recipe's fingerprint, or - where there is no recipe
#   build.sh --list            prints the images that there are recipes for
#
# What goes into an image is in recipes/, one file each; how Debian packages get there is in debian.bash.
# A stand-in carries the label multistage.stand-in=true, and the recipe's fingerprint in multistage.recipe.
set -euo pipefail
shopt -s inherit_errexit
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Extra CA certificates of this machine (a company's, a proxy's): company base images carry them, and so do stand-ins.
host_ca_certificates=/usr/local/share/ca-certificates
# Where downloaded packages are kept, and where images are put together.
home=${LAB_HOME:-/var/lib/multistage-lab}

# recipe_of IMAGE: the recipe's name. One line for each kind of image.
recipe_of() {
  case $1 in
    debian:trixie-slim) echo debian-slim ;;
    golang:1.*-alpine) echo golang-alpine ;;
    golang:1.*-*) return 1 ;;
    golang:1.*) echo golang ;;
    alpine:3.*) echo alpine ;;
    eclipse-temurin:25-jdk | eclipse-temurin:25-jre) echo eclipse-temurin ;;
    gcr.io/distroless/static-debian13:nonroot) echo distroless-static ;;
    gcr.io/distroless/java-base-debian13:nonroot) echo distroless-java-base ;;
    gcr.io/distroless/java25-debian13:nonroot) echo distroless-java ;;
    *) return 1 ;;
  esac
}

list() {
  sed -n '/^recipe_of/,/^}/s/^ *\([a-z].*\)) echo .*/\1/p' "${BASH_SOURCE[0]}" | tr -d " " | tr "|" "\n"
}

die() {
  printf 'base-images: %s\n' "$@" >&2
  exit 1
}

# needs_of IMAGE RECIPE: the images that it is made from.
needs_of() {
  local recipe=$2 tag=${1##*:} base='' needs=''
  # shellcheck source=/dev/null
  source "$here/recipes/$recipe.bash"
  echo "$base $needs"
}

# fingerprint IMAGE: changes when the recipe, one that it builds on, or the machine's CA certificates change.
fingerprint() {
  local image=$1 recipe need
  recipe=$(recipe_of "$image") || return 1
  {
    echo "$image"
    cat "$here/build.sh" "$here/debian.bash" "$here/recipes/$recipe.bash"
    find "$host_ca_certificates" -name '*.crt' -exec cat {} + 2>/dev/null || true
    for need in $(needs_of "$image" "$recipe"); do fingerprint "$need"; done
  } | sha256sum | cut -c -16
}

# is_current IMAGE: it is there, whether official or built by this very recipe.
is_current() {
  local labels
  labels=$(docker image inspect --format \
    '{{index .Config.Labels "multistage.stand-in"}} {{index .Config.Labels "multistage.recipe"}}' "$1" 2>/dev/null) ||
    return 1
  [[ $labels != true* || $labels == "true $(fingerprint "$1")" ]]
}

# as_changes: configuration lines of a Dockerfile, as options of `docker import`.
as_changes() {
  local line
  while IFS= read -r line; do
    [[ -z $line ]] || printf -- '--change\0%s\0' "$line"
  done
}

build() {
  local image=$1 recipe need
  # What a recipe sets: the image that it starts from, other images that it needs, and its configuration.
  local base='' needs='' config=''
  recipe=$(recipe_of "$image") || die "there is no recipe for $image in $here/recipes" "There are recipes for:" "$(list)"
  # shellcheck disable=SC2034 # for recipes
  local tag=${image##*:} tree
  # shellcheck source=/dev/null
  source "$here/recipes/$recipe.bash"
  for need in $base $needs; do
    is_current "$need" || build_alone "$need"
  done

  tree=$work/tree
  mkdir -p "$tree"
  fill "$tree"
  config+="
LABEL multistage.stand-in=true
LABEL multistage.recipe=$(fingerprint "$image")"
  # The name is given last, and in one step: whoever stops this leaves no half image behind.
  if [[ -z $base ]]; then
    local changes
    mapfile -d '' changes < <(as_changes <<<"$config")
    tar --create --numeric-owner --sort=name --directory "$tree" . |
      docker import "${changes[@]}" --message "stand-in made of Debian packages" - "$image" >"$work/id"
  else
    mkdir "$work/context"
    tar --create --numeric-owner --sort=name --file "$work/context/contents.tar" --directory "$tree" .
    printf '%s\n' "FROM $base" 'ADD contents.tar /' "${dockerfile:-}" "$config" >"$work/context/Dockerfile"
    # Without a default, `docker build` would need the buildx plugin on some machines and warn on others.
    DOCKER_BUILDKIT=0 docker build --quiet --pull=false --force-rm --tag "$image" "$work/context" 2>"$work/log" >"$work/id" ||
      { cat "$work/log" >&2; return 1; }
  fi
}

# build_alone IMAGE: in a process of its own, as recipes define functions and variables.
build_alone() {
  "$here/build.sh" "$1"
}

case ${1:-} in
  '' | -h | --help)
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit
    ;;
  --list)
    list
    exit
    ;;
  --recipe)
    shift
    for image; do printf '%s %s\n' "$image" "$(fingerprint "$image" || echo -)"; done
    exit
    ;;
  -*) die "unknown option $1; --help lists those that there are" ;;
esac

[[ $EUID == 0 ]] || die "Building stand-ins unpacks Debian packages with their owners and needs root. Call it with sudo."
mkdir -p "$home"
work=$(mktemp -d "$home/image.XXXXXX")
# shellcheck source=debian.bash
source "$here/debian.bash"
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if (($# > 1)); then
  for image; do build_alone "$image"; done
else
  build "$1"
fi
