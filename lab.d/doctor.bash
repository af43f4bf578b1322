# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# ./lab doctor: one line for each thing that the course and the exercises need.

doctor_failed=

doctor() {
  local command problem free states image state id
  for command in git curl tar; do
    if has "$command"; then passes "$command"; else fails "$command" 'missing' "install it from your system's packages"; fi
  done
  find_tools
  problem=$(say_tools)
  if [[ -z $problem ]]; then
    passes "JDK $java and Maven $maven"
  else
    fails 'JDK and Maven' "$problem" "$(lab_or 'true --no-docker' 'install JDK 17 or newer and Maven 3.8 or newer')"
  fi
  if port_is_free 8095; then
    passes 'port 8095'
  else
    fails 'port 8095' 'in use' "end what uses it, or write another number wherever a chapter says 8095"
  fi
  if ! ask_engine; then
    fails 'Docker engine' "$engine_problem" "$(lab_or true 'install or start Docker: docs.docker.com/engine/install')"
  else
    if of_today "$engine_version" || [[ $engine == podman ]]; then
      passes "Docker engine $engine_version"
    else
      fails 'Docker engine' "version $engine_version, and the course shows 23 or newer" 'update it, or follow the notes for older versions'
    fi
    if docker buildx version >/dev/null 2>&1; then
      passes 'BuildKit'
    else
      fails 'BuildKit' 'docker has no buildx' 'install docker-buildx (docker-buildx-plugin from Docker itself)'
    fi
    # In a virtual machine, the engine's directory isn't on this one.
    if [[ -n $engine_root && -d $engine_root ]]; then
      free=$(($(df -Pk "$engine_root" | awk 'NR == 2 { print $4 }') / 1000000))
      if ((free >= 5)); then
        passes "disk space: $free GB at $engine_root"
      else
        fails 'disk space' "$free GB at $engine_root, and 5 GB are needed" 'make room: docker system df shows what Docker takes'
      fi
    fi
    # shellcheck disable=SC2046 # names of images have no spaces
    states=$(image_states $(base_images 'go/*'))
    while read -r image state id; do
      case $state in
        official) passes "base image $image" ;;
        current | old) passes "base image $image, a stand-in" ;;
        missing) fails "base image $image" 'not on this engine yet' "run: ./lab true, which pulls it, or builds a stand-in" ;;
      esac
    done <<<"$states"
  fi
  [[ -z $doctor_failed ]]
}

passes() { printf 'ok    %s\n' "$1"; }

# fails NEED WHAT WHAT-TO-DO
fails() {
  doctor_failed=yes
  printf 'FAIL  %s: %s. To do: %s\n' "$@"
}

# lab_or 'COMMAND [OPTION]' ELSE: what ./lab does itself on Debian and Ubuntu, as root.
lab_or() {
  local sudo='sudo '
  [[ -z $root ]] || sudo=''
  if [[ -n $debian ]]; then echo "run: $sudo./lab${1#true} true"; else echo "$2"; fi
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
