# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# ./lab --bundle FILE and ./lab --load FILE: what a room needs, in one file.
#
# The file is a tar archive: `bundle` says what is in it (`image MEMBER NAME`, and `tool CHECKSUM-OF-ITS-SOURCES`), then come the
# images, each by itself, so that --load can leave out what is here, and the tool with its libraries.

parts= # the directory that a bundle is made in

# save_bundle FILE IMAGE…: those that are here. The tool is built.
save_bundle() {
  local file=$1 image state number=0
  shift
  parts=$(mktemp -d "$file.XXXXXX" 2>>"$log") ||
    die "$file can't be written." "Name a file in a directory that exists and that you may write to."
  trap 'rm -rf "$scratch" "$parts"' EXIT
  printf '%s\ntool %s\n' "$bundle_version" "$(sources_of_tool)" >"$parts/bundle"
  while read -r image state _; do
    [[ $state != missing ]] || continue
    number=$((number + 1))
    echo "image image-$number.tar.gz $image" >>"$parts/bundle"
  done <<<"$(image_states "$@")"
  run 'packing the tool' tar -cf "$parts/whole" -C "$parts" bundle -C "${jar%/*}" "${jar##*/}" lib || cannot_bundle "$file"
  while read -r _ state image; do
    run "saving $image" save_image "$image" "$state" || cannot_bundle "$file"
  done <<<"$(grep '^image ' "$parts/bundle")"
  mv "$parts/whole" "$file"
  say "$file: $number base images and the tool, $(($(wc -c <"$file") / 1000000)) MB; ./lab --load $file loads them elsewhere"
}
bundle_version='multistage-lab bundle 1'

# save_image IMAGE MEMBER
save_image() {
  docker save "$1" | gzip -1 >"$parts/$2" && tar -rf "$parts/whole" -C "$parts" "$2" && rm "$parts/$2"
}

cannot_bundle() {
  indented "$log"
  die "$1 could not be made." "If the disk is full, name a file on another one, or select fewer variants with -Dvariants=…"
}

# load_bundle FILE: images that aren't here, or are stand-ins of an older recipe; and the tool, if its sources are the ones here.
load_bundle() {
  local file=$1 kind member image state
  tar -xOf "$file" bundle >"$scratch/bundle" 2>>"$log" || true
  [[ $(head -n 1 "$scratch/bundle") == "$bundle_version" ]] ||
    die "$file isn't a bundle." "Make one where a registry or Debian's packages can be reached:  ./lab --bundle FILE"
  while read -r kind member image; do
    [[ $kind == image ]] || continue
    state=$(image_states "$image")
    if [[ $state != *' missing '* && $state != *' old '* ]]; then
      say "$image is here already"
      continue
    fi
    run "loading $image" load_image "$file" "$member" || {
      indented "$log"
      die "$image could not be loaded from $file." "Copy the file again, and free some space if the disk is full: docker system df"
    }
    state=$(image_states "$image")
    # A stand-in has an official image's name: --clean frees it.
    [[ $state != *' current '* && $state != *' old '* ]] || add_to_record "image $engine ${state##* } $image"
  done <"$scratch/bundle"
  if tool_is_current; then
    say 'the tool is built already'
  elif grep -qx "tool $(sources_of_tool)" "$scratch/bundle"; then
    mkdir -p "${jar%/*}"
    # As files of whoever calls, and of now: newer than their sources.
    run 'unpacking the tool' tar -xomf "$file" -C "${jar%/*}" "${jar##*/}" lib ||
      die "The tool could not be unpacked into ${jar%/*}." "The log is $log."
  else
    say "the bundle's tool was built from other sources than these; ./lab exercises builds it again"
  fi
}

# load_image FILE MEMBER
load_image() { tar -xOf "$1" "$2" | docker load; }

# sources_of_tool: a checksum.
sources_of_tool() {
  (cd "$repository" && find pom.xml image-{reader,report}/{pom.xml,src/main} -type f 2>/dev/null | LC_ALL=C sort | tr '\n' '\0' |
    xargs -0 cat | cksum) || true
}
