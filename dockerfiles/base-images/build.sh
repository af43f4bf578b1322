#!/usr/bin/env bash
# Builds stand-ins for official base images out of Debian packages, for machines that reach no image registry.
#
#   build.sh IMAGE…            builds and tags each, and what it is made from; as root. ./lab calls it
#   build.sh --recipe IMAGE…   prints the fingerprint of each image's recipe, or - where there is no recipe
#   build.sh --list            prints the images that there are recipes for, in the order to build them in
#
# What goes into an image is in recipes/, a file for each kind; how Debian packages get there is in debian.bash.
# A stand-in carries the labels multistage.stand-in=true and multistage.recipe=FINGERPRINT.
#
# Environment: LAB_HOME            where downloaded packages are kept (/var/lib/multistage-lab)
#              LAB_DEBIAN_MIRROR   where to get Debian from, if not from where this machine does
#              LAB_DEBIAN_KEYRING  the keys that sign it, if not Debian's own
set -euo pipefail
shopt -s inherit_errexit
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Extra CA certificates of this machine (a company's, a proxy's): company base images carry them, and so do stand-ins.
host_ca_certificates=/usr/local/share/ca-certificates
home=${LAB_HOME:-/var/lib/multistage-lab}

# recipe_of IMAGE: the recipe's name. In this order two builds at a time wait least for what one needs of another.
recipe_of() {
  case $1 in
    eclipse-temurin:25-jdk-resolute) echo eclipse-temurin ;;
    golang:1.*-alpine) echo golang-alpine ;;
    golang:1.*-*) return 1 ;;
    golang:1.*) echo golang ;;
    debian:trixie-slim) echo debian-slim ;;
    alpine:3.*) echo alpine ;;
    eclipse-temurin:25-jre-resolute) echo eclipse-temurin ;;
    maven:3.9-eclipse-temurin-25-noble) echo maven ;;
    gcr.io/distroless/static-debian13:nonroot) echo distroless-static ;;
    gcr.io/distroless/java-base-debian13:nonroot) echo distroless-java-base ;;
    gcr.io/distroless/java25-debian13:nonroot) echo distroless-java ;;
    *) return 1 ;;
  esac
}

list() {
  sed -n '/^recipe_of/,/^}/s/^ *\([a-z].*\)) echo .*/\1/p' "${BASH_SOURCE[0]}"
}

die() {
  printf 'base-images: %s\n' "$@" >&2
  exit 1
}

# read_recipe IMAGE: sets what a recipe sets: `base`, the image that this one starts from; `needs`, others that it takes
# something from; `config`, lines of a Dockerfile; and the function `fill TREE`, which makes the image's files.
read_recipe() {
  local image=$1 recipe
  recipe=$(recipe_of "$image") || return 1
  # shellcheck disable=SC2034 # for recipes
  tag=${image##*:}
  base='' needs='' config=''
  # shellcheck source=/dev/null
  source "$here/recipes/$recipe.bash"
}

# fingerprint IMAGE: changes when the recipe, one that it builds on, or the machine's CA certificates change.
fingerprint() {
  local image=$1 need base needs config tag
  read_recipe "$image" || return 1
  {
    echo "$image"
    cat "$here/build.sh" "$here/debian.bash" "$here/recipes/$(recipe_of "$image")"*
    find "$host_ca_certificates" -name '*.crt' -exec cat {} + 2>/dev/null || true
    for need in $base $needs; do fingerprint "$need"; done
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

# build IMAGE: prints the name and the ID of what was built.
build() {
  # shellcheck disable=SC2034 # tag is for recipes
  local image=$1 need base needs config tag tree=$work/tree id previous begin=$SECONDS
  read_recipe "$image" || die "There is no recipe for $image. There are recipes for:" "$(list)"
  for need in $base $needs; do "$here/build.sh" --unless-current "$need"; done

  mkdir -p "$tree"
  fill "$tree"
  local labels="LABEL multistage.stand-in=true
LABEL multistage.recipe=$fingerprint"
  # The name is given last, when all else succeeded: whoever stops this leaves no half image behind.
  if [[ -z $base ]]; then
    local change changes=()
    while IFS= read -r change; do
      [[ -z $change ]] || changes+=(--change "$change")
    done <<<"$labels"$'\n'"$config"
    id=$(tar --create --numeric-owner --sort=name --directory "$tree" . |
      docker import "${changes[@]}" --message 'stand-in made of Debian packages' -)
  else
    mkdir "$work/context"
    tar --create --numeric-owner --sort=name --directory "$tree" --file "$work/context/contents.tar" .
    printf '%s\n' "FROM $base" "$labels" 'ADD contents.tar /' "$config" >"$work/context/Dockerfile"
    # The classic builder: whether BuildKit works depends on the client's plugins.
    id=$(DOCKER_BUILDKIT=0 docker build --quiet --pull=false --force-rm "$work/context" 2>"$work/log") ||
      { cat "$work/log" >&2; return 1; }
  fi
  previous=$(docker image inspect --format '{{.Id}} {{index .Config.Labels "multistage.stand-in"}}' "$image" 2>/dev/null) || true
  docker tag "$id" "$image"
  # An older stand-in goes, unless images are made of it.
  [[ $previous != *' true' ]] || docker rmi "${previous% *}" >/dev/null 2>&1 || true
  echo "$image $(docker image inspect --format '{{.Id}}' "$image") $((SECONDS - begin))"
}

clean_up() {
  local code=$?
  trap '' INT TERM
  if ((code > 0)); then
    # An image without a name that was not finished.
    docker image prune --force --filter "label=multistage.recipe=$fingerprint" >/dev/null 2>&1 || true
  fi
  rm -rf --one-file-system "$work"
  exit "$code"
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
  --unless-current) shift ;;
  -*) die "unknown option $1; --help lists those that there are" ;;
  *) rebuild=true ;;
esac

[[ $EUID == 0 ]] || die "Stand-ins are made of packages' files with their owners, which needs root. Call this with sudo."
if (($# > 1)); then
  for image; do "$here/build.sh" "$image"; done
  exit
fi

fingerprint=$(fingerprint "$1") || die "There is no recipe for $1. There are recipes for:" "$(list)"
mkdir -p "$home/images"
work=$(mktemp -d "$home/images/$$.XXXXXX")
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# One build of an image at a time: another that needs it, too, waits here and finds it done.
exec 9>"$home/images/${1//[\/:]/_}.lock"
flock 9
if [[ -n ${rebuild:-} ]] || ! is_current "$1"; then
  # shellcheck source-path=SCRIPTDIR source=debian.bash
  source "$here/debian.bash"
  build "$1"
fi
