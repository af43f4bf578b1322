# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# 3. Base images: there, pulled, or stand-ins for them; 4. what Testcontainers needs to know.

# base_images [VARIANTS]: what Dockerfiles name after FROM: those of all variants, or of the ones that -Dvariants=VARIANTS selects.
# This is what ./lab gets in advance. It reads names as they are written; what a Dockerfile names in another way, as by an ARG,
# its build pulls. BaseImagesOfLabTest compares this with BuildKit's rules, for every Dockerfile of the ladder.
base_images() {
  local file id pattern patterns=() files=()
  # The lesson's first step, and the server whose start is the engine's own share, are built with that one's image.
  IFS=, read -ra patterns <<<"${1:-*},go/multi-stage-scratch"
  while IFS= read -r file; do
    id=${file#"$repository/dockerfiles/"}
    for pattern in ${patterns[@]+"${patterns[@]}"}; do
      # shellcheck disable=SC2053 # a pattern
      if [[ ${id%.Dockerfile} == ${pattern// /} ]]; then
        files+=("$file")
        break
      fi
    done
  done < <(find "$repository/dockerfiles" -mindepth 2 -maxdepth 2 -name '*.Dockerfile' | LC_ALL=C sort)
  [[ ${#files[@]} == 0 ]] || images_after_from "${files[@]}"
}

# images_after_from FILE…: without stages, scratch and repetitions.
images_after_from() {
  awk '
    FNR == 1 { split("", stages) }
    toupper($1) != "FROM" { next }
    {
      sub(/\r$/, "")
      first = $2 ~ /^--/ ? 3 : 2
      # FROM IMAGE [AS STAGE], and nothing else: a line of a here-document may begin with this word, too.
      if (NF != first && !(NF == first + 2 && toupper($(first + 1)) == "AS")) next
      image = $first
      known = tolower(image) in stages
      # After the image: a stage may have the name of the image that it begins with.
      if (NF > first) stages[tolower($NF)] = 1
      if (known || image == "scratch" || image ~ /\$/) next
      sub(/^docker\.io\//, "", image)
      sub(/^library\//, "", image)
      if (image !~ /@/ && image !~ /:[^\/]*$/) image = image ":latest"
      if (!seen[image]++) print image
    }' "$@"
}

# variants_of COMMAND…: what COMMAND selects, for Maven with -Dvariants=…, for image-report with --variants …; nothing where it
# doesn't. The last counts.
variants_of() {
  local word before='' variants=''
  for word; do
    case $word in
      -Dvariants=* | --variants=*) variants=${word#*=} ;;
      *) [[ $before != --variants ]] || variants=$word ;;
    esac
    before=$word
  done
  echo "$variants"
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

# wanted_images COMMAND…: the base images to get. A bundle for all variants has those of the exercises, too.
wanted_images() {
  local variants
  variants=$(variants_of "$@")
  {
    [[ -n $exercises ]] || base_images "$variants"
    if [[ -n $exercises || -n $bundle && -z $variants ]]; then base_images_of_exercises; fi
  } | awk '!seen[$0]++'
}

# get_base_images COMMAND…: an image that can't be had costs the rows that need it. Only where none can, nothing can be done.
get_base_images() {
  local wanted states image state id answer to_pull=() to_build=()
  lacking='' lack_messages='' first_lack=()
  wanted=$(wanted_images "$@")
  [[ -n $wanted ]] || return 0
  # shellcheck disable=SC2086 # names of images have no spaces
  states=$(image_states $wanted)
  [[ -z $pull ]] || rm -rf "$(dirname "$(memory_of any)")"
  has_mirror || true # asked once, for all
  while read -r image state id; do
    [[ $state != official && -z $(find "$(memory_of "stand-in $id")" -mmin -60 2>/dev/null) ]] || continue
    answer=$(ask_registry "$(asked_for "$image")" "$image")
    case $answer in
      answers) to_pull+=("$image") ;;
      none) [[ $state == current ]] || to_build+=("$image") ;;
      *)
        # What once was to be had only as a stand-in does its work further on, unless asked for otherwise.
        [[ $state == current && -z $pull ]] || refused "$image" "$answer" "$(memory_of "$(asked_for "$image")").said"
        ;;
    esac
  done <<<"$states"
  for image in ${to_pull[@]+"${to_pull[@]}"}; do
    pull_image "$image" "$(grep -F "$image " <<<"$states")" || to_build+=("$image")
  done
  [[ ${#to_build[@]} == 0 ]] || build_stand_ins "${to_build[@]}"
  # shellcheck disable=SC2086 # names of images have no spaces
  [[ -z $lacking ]] || grep -v ' missing -$' <<<"$(image_states $wanted)" >/dev/null || die "${first_lack[@]}"
  if [[ -n $lacking ]]; then
    # An old stand-in that is still there does its work.
    # shellcheck disable=SC2086 # names of images have no spaces
    state=$(image_states $lacking)
    wanted=$(awk '$2 == "missing" { printf "%s%s", (n++ ? " " : ""), $1 }' <<<"$state")
    [[ -z $wanted ]] || say "rows that need these base images are skipped: $wanted"
    wanted=$(awk '$2 != "missing" { printf "%s%s", (n++ ? " " : ""), $1 }' <<<"$state")
    [[ -z $wanted ]] || say "these are the ones that were here before: $wanted"
    printf '%s' "$lack_messages" >&8
  fi
}

# lacks IMAGES WHAT-AND-WHERE WHAT-TO-DO…: these cannot be had, for a reason that a person may do something about.
lacks() {
  local images=$1
  shift
  [[ -z $pull ]] || die "$@" # whoever asks for official images is told when one can't be had
  lacking="$lacking${lacking:+ }$images"
  [[ ${#first_lack[@]} -gt 0 ]] || first_lack=("$@")
  lack_messages="$lack_messages$(printf '     %s\n' "$@")"$'\n'
}

# pull_image IMAGE "NAME STATE ID": fails where it turns out that its registry can't be reached.
pull_image() {
  local image=$1 state id class lines memory
  read -r _ state id <<<"$2"
  lines=$(wc -l <"$log")
  if run "pulling $image" docker pull "$image"; then
    if [[ $state == missing ]]; then pulled "$image"; else replaced "$image" "$id"; fi
    return
  fi
  tail -n "+$((lines + 1))" "$log" | grep -v '^Using default tag\|: Pulling from\|^[0-9a-f]*: ' >"$home/pull.said" || true
  class=$(class_of_failure "$home/pull.said" "$(asked_for "$image")")
  # A mirror that has no such image says so for Docker Hub, too, where that cannot be reached.
  if [[ $class == unknown && $(asked_for "$image") == docker.io/* ]]; then class=none; fi
  if [[ $class == none ]]; then
    memory=$(memory_of "$(asked_for "$image")")
    mkdir -p "${memory%/*}"
    cp "$home/pull.said" "$memory.said"
    echo none >"$memory"
  fi
  if [[ $state == current && -z $pull ]]; then
    say "$image stays a stand-in: $(head -n 1 "$home/pull.said")"
  elif [[ $class == none ]]; then
    [[ $state == current ]]
  else
    refused "$image" "$class" "$home/pull.said"
  fi
}

# pulled IMAGE: what was missing. In a classroom, a registry may have what somebody built; --clean leaves it, as ./lab didn't.
pulled() {
  local new
  new=$(image_states "$1")
  [[ $new != *' official '* ]] || return 0
  mkdir -p "$(dirname "$(memory_of any)")"
  touch "$(memory_of "stand-in ${new##* }")"
  say "$1 is a stand-in, which the registry has"
}

# replaced IMAGE OLD-ID: a stand-in, by what a registry gave. That may be a stand-in as well, and the very same: a classroom's
# registry has what somebody built. Then it isn't official, and its ID is no leftover.
replaced() {
  local new
  new=$(image_states "$1")
  mkdir -p "$(dirname "$(memory_of any)")"
  if [[ ${new##* } == "$2" ]]; then
    say "$1 is still a stand-in: the registry has the same one"
    touch "$(memory_of "stand-in $2")"
    return
  fi
  if [[ $new == *' official '* ]]; then
    say "$1 is the official image now, no stand-in"
  else
    say "$1 is another stand-in now, which the registry has"
  fi
  [[ -z $(removable "$2" '') ]] || docker rmi "$2" >>"$log" 2>&1 || true
  # What was built from it may still need it: --clean tries again.
  [[ -n $(removable "$2" '') ]] || remove_from_record "image $engine $2"
}

# may_build_stand_ins: where ./lab started the engine, or was allowed to once.
may_build_stand_ins() { [[ -n $stand_ins_allowed ]] || engine_is_ours || recorded "image $engine "; }

build_stand_ins() {
  local build=$repository/dockerfiles/base-images/build.sh image fingerprint known=()
  while read -r image fingerprint; do
    # What a digest names, nothing else can be.
    if [[ $fingerprint == - || $image == *@* ]]; then
      say "$image can't be pulled, as $(registry_of "$image") can't be reached, and it has no stand-in; rows that need it are skipped"
    else
      known+=("$image")
    fi
  done < <("$build" --recipe "$@")
  ((${#known[@]} > 0)) || return 0

  local because host sudo=sudo
  # Root has contexts of its own, and would build them on another engine.
  host=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null)} || host=''
  if [[ -n $host && $host != unix:///var/run/docker.sock ]]; then sudo="sudo env $(printf %q "DOCKER_HOST=$host")"; fi
  because="Can't pull ${known[*]}: $(head -n 1 "$(memory_of "$(asked_for "${known[0]}")").said")"
  # Whoever is told to connect the engine to a registry, and does, is not to wait an hour.
  if ! may_build_stand_ins || [[ -z $debian || -z $root ]]; then
    for image in "${known[@]}"; do rm -f "$(memory_of "$(asked_for "$image")")"; done
  fi
  if ! may_build_stand_ins; then
    lacks "${known[*]}" "$because" \
      "To build stand-ins from Debian packages under these names, run  ./lab --stand-ins …  (--clean removes them)." \
      "./lab asks first, because it did not start this Docker engine." \
      "To use the official images, load them (docker load) or connect the engine to a registry, and run ./lab again."
    return
  elif [[ -z $debian ]]; then
    lacks "${known[*]}" "$because" \
      "./lab can build stand-ins on Debian and Ubuntu only. Load the images (docker load) or connect the engine to a" \
      "registry, and run ./lab again."
    return
  elif [[ -z $root ]]; then
    lacks "${known[*]}" "$because" "Building stand-ins needs root. Run:" \
      "$sudo $(printf %q "$repository/lab") --stand-ins true" "and then ./lab again."
    return
  fi
  need_disk_space
  has mmdebstrap || install_packages echo mmdebstrap debian-archive-keyring
  say "building stand-ins for ${#known[@]} base images that can't be pulled, from Debian packages"
  run "stand-ins" build_in_parallel "${known[@]}" || {
    indented "$log" 20
    die "A stand-in could not be built. The full log is $log." \
      "Fix what its end names, and call ./lab again: stand-ins that are built stay."
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
        say "no stand-in for $image: the package repository that it is made from can't be reached; rows that need it are skipped"
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
  ((free_kb >= $2 * 1000000)) || die "Too little free disk space at $1: $((free_kb / 1000)) MB, and ./lab needs ${2}000 MB." \
    "Free some space, or set LAB_HOME to a directory on another file system, and run ./lab again."
}

# Its helper images are used where they are, or can be had. It would try for minutes to pull one that can't be.
set_up_testcontainers() {
  local image
  if [[ -n $(docker images --quiet testcontainers/ryuk) ]] && [[ ! -f $(memory_of docker.io) ]]; then return; fi
  image=$(base_images | grep -v '\..*/' | head -n 1)
  # A mirror that has the base images need not have these.
  if ! has_mirror && [[ $(ask_registry docker.io "${image:-alpine:latest}") == answers ]]; then return; fi
  export TESTCONTAINERS_RYUK_DISABLED=${TESTCONTAINERS_RYUK_DISABLED:-true}
  export TESTCONTAINERS_CHECKS_DISABLE=${TESTCONTAINERS_CHECKS_DISABLE:-true}
  if [[ -f /.dockerenv ]]; then export TESTCONTAINERS_HOST_OVERRIDE=${TESTCONTAINERS_HOST_OVERRIDE:-localhost}; fi
}
