# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# 3. Base images: there, pulled, or stand-ins for them; 4. what Testcontainers needs to know.

base_images() {
  find "$repository/dockerfiles" -mindepth 2 -maxdepth 2 -name '*.Dockerfile' -print0 | LC_ALL=C sort -z |
    xargs -0 awk -f "$repository/lab.d/base-images.awk"
}

# What an image is: `official` (pulled, or made by the user), `current` or `old` (a stand-in of ours, of today's recipe or an
# older one), `missing`. One line for each of the images: NAME STATE ID.
image_states() {
  local format='{{.Id}} {{index .Config.Labels "multistage.stand-in"}} {{index .Config.Labels "multistage.recipe"}}'
  local answers image id stand_in fingerprint lines='' of_ours='' expected=''
  # One call for all answers in this order, unless an image is missing.
  if answers=$(docker image inspect --format "$format" "$@" 2>/dev/null); then
    lines=$(paste -d ' ' <(printf '%s\n' "$@") <(printf '%s\n' "$answers"))
  else
    for image; do
      answers=$(docker image inspect --format "$format" "$image" 2>/dev/null) || answers=
      lines="$lines$image $answers"$'\n'
    done
  fi
  of_ours=$(awk '$3 == "true" { print $1 }' <<<"$lines")
  # shellcheck disable=SC2086 # names of images have no spaces
  [[ -z $of_ours ]] || expected=$("$repository/dockerfiles/base-images/build.sh" --recipe $of_ours)
  while read -r image id stand_in fingerprint; do
    if [[ -z $image ]]; then
      continue
    elif [[ -z $id ]]; then
      echo "$image missing -"
    elif [[ $stand_in != true ]]; then
      echo "$image official $id"
    elif grep -qxF "$image $fingerprint" <<<"$expected"; then
      echo "$image current $id"
    else
      echo "$image old $id"
    fi
  done <<<"$lines"
}

get_base_images() {
  local wanted states image state id answer to_pull=() to_build=()
  wanted=$(base_images) || die "The Dockerfile named above cannot be read."
  # shellcheck disable=SC2086 # names of images have no spaces
  states=$(image_states $wanted)
  [[ -z $pull ]] || rm -rf "$(dirname "$(memory_of any)")"
  while read -r image state id; do
    [[ $state != official ]] || continue
    answer=$(ask_registry "$(registry_of "$image")" "$image")
    case $answer in
      answers) to_pull+=("$image") ;;
      none) [[ $state == current ]] || to_build+=("$image") ;;
      *)
        # What once was to be had only as a stand-in does its work further on, unless asked for otherwise.
        [[ $state == current && -z $pull ]] || refused "$image" "$answer" "$(memory_of "$(registry_of "$image")").said"
        ;;
    esac
  done <<<"$states"
  for image in ${to_pull[@]+"${to_pull[@]}"}; do
    pull_image "$image" "$(grep -F "$image " <<<"$states")" || to_build+=("$image")
  done
  [[ ${#to_build[@]} == 0 ]] || build_stand_ins "${to_build[@]}"
}

# pull_image IMAGE "NAME STATE ID": fails where it turns out that no registry can be reached.
pull_image() {
  local image=$1 state id class lines
  read -r _ state id <<<"$2"
  lines=$(wc -l <"$log")
  if run "pulling $image" docker pull "$image"; then
    if [[ $state == current || $state == old ]]; then
      say "$image is the official image now, no stand-in"
      [[ -z $(removable "$id" '') ]] || docker rmi "$id" >>"$log" 2>&1 || true
      # What was built from it may still need it: --clean tries again.
      [[ -n $(removable "$id" '') ]] || remove_from_record "image $engine $id"
    fi
    return
  fi
  tail -n "+$((lines + 1))" "$log" | grep -v '^Using default tag\|: Pulling from\|^[0-9a-f]*: ' >"$home/pull.said" || true
  class=$(class_of_failure "$home/pull.said")
  if [[ $state == current && -z $pull ]]; then
    say "$image stays a stand-in: $(head -n 1 "$home/pull.said")"
  elif [[ $class == none ]]; then
    echo none >"$(memory_of "$(registry_of "$image")")"
    return 1
  else
    refused "$image" "$class" "$home/pull.said"
  fi
}

# may_build_stand_ins: where ./lab started the engine, or was allowed to once.
may_build_stand_ins() { [[ -n $stand_ins_allowed ]] || engine_is_ours || recorded "image $engine "; }

build_stand_ins() {
  local build=$repository/dockerfiles/base-images/build.sh image fingerprint known=()
  while read -r image fingerprint; do
    # What a digest names, nothing else can be.
    if [[ $fingerprint == - || $image == *@* ]]; then
      say "no registry can be reached for $image, and it has no stand-in: what needs it cannot be built here"
    else
      known+=("$image")
    fi
  done < <("$build" --recipe "$@")
  ((${#known[@]} > 0)) || return 0

  local because host sudo=sudo
  # Root has contexts of its own, and would build them on another engine.
  host=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null)} || host=''
  if [[ -n $host && $host != unix:///var/run/docker.sock ]]; then sudo="sudo env $(printf %q "DOCKER_HOST=$host")"; fi
  because="No image registry can be reached ($(head -n 1 "$(memory_of "$(registry_of "${known[0]}")").said"))"
  # Whoever is told to connect the engine to a registry, and does, is not to wait an hour.
  if ! may_build_stand_ins || [[ -z $debian || -z $root ]]; then
    for image in "${known[@]}"; do rm -f "$(memory_of "$(registry_of "$image")")"; done
  fi
  may_build_stand_ins || die "$because, and these base images are missing: ${known[*]}" \
    "This Docker engine was not started by ./lab, so it leaves the engine's images alone, unless you allow it:" \
    "./lab --stand-ins … builds stand-ins from Debian packages, under the official names, and --clean removes them." \
    "Or pull the images, load them (docker load), or connect the engine to a registry, and call ./lab again."
  [[ -n $debian ]] || die "$because, and stand-ins can be built on Debian and Ubuntu only." \
    "Pull or load these images, or connect the engine to a registry, and call ./lab again: ${known[*]}"
  [[ -n $root ]] || die "$because. Building stand-ins for base images needs root. Type:" \
    "$sudo $(printf %q "$repository/lab") --stand-ins true" "and call ./lab again."
  need_disk_space
  has mmdebstrap || install_packages echo mmdebstrap debian-archive-keyring
  say "no image registry can be reached: building stand-ins for ${#known[@]} base images from Debian packages"
  run "stand-ins" build_in_parallel "${known[@]}" || {
    indented "$log" 20
    die "A stand-in could not be built. The log is $log."
  }
}

# build_in_parallel IMAGE…: two at a time, in the order that build.sh knows to be best. Where it ends with 3, an image can't be
# made for want of a network: the others and COMMAND can do without.
# shellcheck disable=SC2016 # for the shell that is called there
build_in_parallel() {
  set +m
  local pattern image id seconds
  for pattern in $("$repository/dockerfiles/base-images/build.sh" --list); do
    # shellcheck disable=SC2053 # a pattern
    for image; do if [[ $image == $pattern ]]; then echo "$image"; fi; done
  done | awk '!seen[$0]++' |
    xargs -P 2 -n 1 bash -c '"$0" --unless-current "$1" || { (($? == 3)) && echo "$1 unreachable -"; }' \
      "$repository/dockerfiles/base-images/build.sh" |
    while read -r image id seconds; do
      if [[ $id == unreachable ]]; then
        say "no stand-in for $image: the package repository that it is made from cannot be reached; rows that need it are skipped"
        continue
      fi
      add_to_record "image $engine $id $image"
      say "stand-in for $image: built in $seconds s"
    done
}

# need_disk_space: a message now is better than half of everything later.
need_disk_space() {
  need_space_at "$home" 3
  if [[ -n $engine_root && -d $engine_root ]]; then need_space_at "$engine_root" 4; fi
}

need_space_at() {
  local free_kb
  free_kb=$(df -Pk "$1" | awk 'NR == 2 { print $4 }')
  ((free_kb >= $2 * 1000000)) || die "Too little free disk space at $1: $((free_kb / 1000)) MB, and ${2}000 MB are needed." \
    "Make room there, or name another place (LAB_HOME for ./lab's own engine and files), and call ./lab again."
}

# Without a registry its helper images cannot be had. It then tries for minutes, unless told to do without them.
set_up_testcontainers() {
  local image
  image=$(base_images | grep -v '\..*/' | head -n 1)
  if [[ ! -f $(memory_of docker.io) ]] && [[ -n $(docker images --quiet testcontainers/ryuk) ]]; then return; fi
  [[ $(ask_registry docker.io "${image:-alpine:latest}") == none ]] || return 0
  export TESTCONTAINERS_RYUK_DISABLED=${TESTCONTAINERS_RYUK_DISABLED:-true}
  export TESTCONTAINERS_CHECKS_DISABLE=${TESTCONTAINERS_CHECKS_DISABLE:-true}
  if [[ -f /.dockerenv ]]; then export TESTCONTAINERS_HOST_OVERRIDE=${TESTCONTAINERS_HOST_OVERRIDE:-localhost}; fi
}
