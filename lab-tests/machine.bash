# shellcheck shell=bash disable=SC2016,SC2034 # programs are written out here, and bats reads variables
# A machine to try ./lab on, without touching the real one: a copy of ./lab in a folder, a PATH with nothing but basic
# commands, and small programs in place of docker, apt-get and so on, which note how they were called.
#
# What the machine is like is a matter of files in $machine: `engine` exists where a Docker engine answers, `images/NAME`
# where an image is there, `pull-error` holds what the registry says.

# new_machine: what a laptop has: Docker, JDK, Maven, and a registry that answers.
new_machine() {
  source_tree=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
  machine=$BATS_TEST_TMPDIR/'a machine'
  project=$machine/'a project'
  mkdir -p "$machine"/{bin,tools,images,jdk/bin} "$project/dockerfiles/base-images" "$project/dockerfiles/go"
  cp -r "$source_tree/lab" "$source_tree/lab.d" "$project/"
  cp "$source_tree/dockerfiles/base-images/debian.bash" "$project/dockerfiles/base-images/"
  dockerfile go/one 'FROM golang:1.27 AS build' 'FROM scratch'
  stand_in_builder

  local command
  for command in awk basename bash cat chmod chown cksum cmp cp cut date df diff dirname echo env find flock grep gzip head id kill ln ls mkdir mktemp mv paste \
    printf ps pwd readlink rm rmdir sed setsid sh sleep sort tail tar tee timeout touch tr true umount uname wc xargs; do
    ln -s "$(type -P "$command")" "$machine/tools/$command"
  done
  export PATH=$machine/bin:$machine/tools machine
  export LAB_HOME=$machine/'lab home' XDG_CACHE_HOME=$machine/cache HOME=$machine/home
  unset DOCKER_HOST DOCKER_CONTEXT DOCKER_CONFIG JAVA_HOME
  mkdir -p "$HOME"

  touch "$machine/jdk/bin/javac"
  chmod +x "$machine/jdk/bin/javac"
  has_maven 3.9.11 17.0.15
  has_docker
  touch "$machine/engine"
}

# program NAME: from standard input, onto the machine's PATH. It notes its calls.
program() {
  { printf '#!/bin/bash\nset -u\necho "%s $*" >>"$machine/calls"\n' "$1"; cat; } >"$machine/bin/$1"
  chmod +x "$machine/bin/$1"
}

dockerfile() {
  mkdir -p "$project/dockerfiles/${1%/*}"
  printf '%s\n' "${@:2}" >"$project/dockerfiles/$1.Dockerfile"
}

calls() { grep -c "^$1" "$machine/calls" 2>/dev/null || true; }

has_maven() {
  program mvn <<END
if [[ \$* == *--version* ]]; then
  printf '\033[1mApache Maven %s (abc)\033[m\nMaven home: /usr/share/maven\n' "$1"
  printf 'Java version: %s, vendor: Debian, runtime: %s\n' "$2" "$machine/jdk"
fi
END
}

has_docker() {
  program docker <<'END'
file() { echo "$machine/images/${1//[\/:]/_}"; }
inspect() {
  local format=$1 code=0 image id stand_in recipe
  shift
  for image; do
    if [[ $image == sha256:* ]]; then image=$(grep -lE "^$image( |$)" "$machine"/images/* 2>/dev/null | head -n 1); image=${image##*/}; fi
    if [[ -z $image || ! -f $(file "$image") ]]; then echo "Error: No such image: $image" >&2; code=1; continue; fi
    read -r id stand_in recipe <"$(file "$image")"
    case $format in
      *RepoTags*) cat "$(file "$image").tags" 2>/dev/null || echo ;;
      *stand-in*) echo "$id ${stand_in-} ${recipe-}" ;;
      *) echo "$id" ;;
    esac
  done
  return "$code"
}
case $1 in
  --version) echo 'Docker version 28.5.2+dfsg4, build 9cc6dea' ;;
  info | version)
    if [[ $* == *IndexConfigs* ]]; then if [[ -f $machine/mirror ]]; then echo 1; else echo 0; fi; exit; fi
    if [[ -f $machine/podman && $* == *Components* ]]; then echo 'Podman Engine Conmon '; exit; fi
    if [[ -f $machine/podman ]]; then echo "4.9.3|$RANDOM-$RANDOM|$machine|overlay"; exit; fi
    if [[ -f $machine/engine ]]; then version=$(cat "$machine/engine"); echo "${version:-20.10.24}|ENGINE:1|$machine|overlay2"; exit; fi
    echo "${engine_says:-Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?}" >&2
    exit 1
    ;;
  context)
    case $* in
      *Endpoints*) echo "${context_host:-unix:///var/run/docker.sock}" ;;
      *) echo default ;;
    esac
    ;;
  buildx) [[ -f $machine/buildx || -e ${DOCKER_CONFIG:-/none}/cli-plugins/docker-buildx ]] ;;
  image) [[ -f $machine/engine || -f $machine/podman ]] || exit 1; shift 3; inspect "$@" ;;
  images) if [[ -f $machine/ryuk ]]; then echo 123; fi ;;
  pull)
    image=${*: -1}
    [[ ! -f $machine/slow-pull ]] || { echo $$ >"$machine/slow.pid"; exec sleep 60; }
    if [[ -f $machine/pull-error ]]; then cat "$machine/pull-error" >&2; exit 1; fi
    if grep -qsx "${image%%/*}" "$machine/unreachable"; then
      echo "Error response from daemon: Get \"https://${image%%/*}/v2/\": dial tcp: lookup ${image%%/*}: no such host" >&2
      exit 1
    fi
    if grep -qsx "${image%:*}" "$machine/denied"; then
      echo "Error response from daemon: pull access denied for ${image%:*}, repository does not exist or may require 'docker login'" >&2
      exit 1
    fi
    if grep -qsx "${image%%/*}" "$machine/refusing"; then echo 'Error response from daemon: error parsing HTTP 403 response body: Forbidden' >&2; exit 1; fi
    if [[ -f $machine/mirror && $image != */*/* ]] && ! grep -qx "$image" "$machine/mirror"; then
      echo 'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host' >&2
      exit 1
    fi
    if [[ -f $machine/registry/${image//[\/:]/_} ]]; then cp "$machine/registry/${image//[\/:]/_}" "$(file "$image")"; exit; fi
    if [[ $image == *:multistage-lab-asks ]]; then
      echo "Error response from daemon: manifest for $image not found: manifest unknown: manifest unknown" >&2
      exit 1
    fi
    echo "sha256:official" >"$(file "$image")"
    ;;
  rmi)
    [[ ! -f $machine/ends-with-rmi ]] || { rm -f "$machine/engine"; exit 1; }
    shift
    code=0
    for image; do
      [[ $image != sha256:* ]] || image=$(basename "$(grep -lE "^$image( |$)" "$machine"/images/* | head -n 1)")
      if grep -qsx "$image" "$machine/used"; then echo "conflict: a container uses $image" >&2; code=1; continue; fi
      rm -f "$(file "$image")"
    done
    exit "$code"
    ;;
  save) [[ ! -f $machine/full-disk ]] || { echo 'no space left on device' >&2; exit 1; }; echo "$2"; cat "$(file "$2")" ;;
  load) gzip -d | { read -r image; cat >"$(file "$image")"; } ;;
  ps | volume) [[ ! -f "$machine/no-$1" ]] ;;
  *) echo "unexpected: docker $*" >&2; exit 99 ;;
esac
END
}

# In place of base-images/build.sh: a stand-in is a file here.
stand_in_builder() {
  cat >"$project/dockerfiles/base-images/build.sh" <<'END'
#!/bin/bash
echo "build.sh $*" >>"$machine/calls"
case $1 in
  --list) printf '%s\n' 'golang:1.*' 'alpine:3.*' 'gcr.io/distroless/*' ;;
  --recipe) shift; for image; do [[ $image == golang:* || $image == alpine:* || $image == gcr.io/distroless/* ]] && echo "$image recipe1" || echo "$image -"; done ;;
  --unless-current)
    [[ ! -f $machine/slow-build ]] || { echo $$ >"$machine/slow.pid"; trap 'touch "$machine/build-ended-cleanly"; kill $!; exit 143' TERM; sleep 60 & wait; }
    [[ ! -f $machine/no-repository || $2 != alpine:* ]] || { echo 'Unknown host' >&2; exit 3; }
    [[ ! -f $machine/broken-build ]] || { echo 'no such package' >&2; exit 1; }
    echo "sha256:built-$2 true recipe1" >"$machine/images/${2//[\/:]/_}"
    echo "$2 sha256:built-$2 1"
    ;;
esac
END
  chmod +x "$project/dockerfiles/base-images/build.sh"
  ln -sf "$(type -P true)" "$machine/bin/mmdebstrap"
}

no_registry() {
  echo "Error response from daemon: Get \"https://registry.example/v2/\": dial tcp: lookup registry.example: no such host" \
    >"$machine/pull-error"
}

# unreachable REGISTRY…, refusing REGISTRY…: these; any other answers.
unreachable() { printf '%s\n' "$@" >"$machine/unreachable"; }
refusing() { printf '%s\n' "$@" >"$machine/refusing"; }

# denied NAME…: what the registry says of a name that nobody has, or of one that is private.
denied() { printf '%s\n' "$@" >"$machine/denied"; }

# has_mirror_of IMAGE…: the engine has a mirror with these images, and Docker Hub itself is out of reach.
has_mirror_of() { printf '%s\n' "$@" >"$machine/mirror"; }

# registry_has IMAGE ID LABELS…: what the registry gives under that name.
registry_has() {
  mkdir -p "$machine/registry"
  echo "${*:2}" >"$machine/registry/${1//[\/:]/_}"
}

has_buildx() { touch "$machine/buildx"; }

has_stand_in() { echo "sha256:built-$1 true ${2:-recipe1}" >"$machine/images/${1//[\/:]/_}"; }

has_official() { echo "sha256:official" >"$machine/images/${1//[\/:]/_}"; }

# On Debian: apt-get installs by making what was taken away.
has_apt() {
  ln -sf "$(type -P true)" "$machine/bin/dpkg"
  packages_have 26.1.5
  program apt-get <<'END'
if [[ $* == *update* ]]; then exit "$(cat "$machine/update-code" 2>/dev/null || echo 0)"; fi
if [[ -f $machine/slow-apt ]]; then
  echo $$ >"$machine/slow.pid"
  trap 'touch "$machine/apt-ended-cleanly"; kill $!; exit 100' INT
  sleep 60 & wait
fi
if [[ -f $machine/no-package ]]; then echo 'E: Unable to locate package' >&2; exit 100; fi
[[ $* != *docker-buildx* ]] || touch "$machine/buildx"
for program in "$machine"/to-install/*; do mv "$program" "$machine/bin/"; done
END
}

# packages_have VERSION [no-buildx]: of Docker, as what apt-get would install here.
packages_have() {
  program apt-cache <<END
case \$* in
  'policy docker.io') printf 'docker.io:\n  Installed: (none)\n  Candidate: %s\n' '$1+dfsg1-1' ;;
  'show docker-buildx') [[ '${2-}' != no-buildx ]] ;;
esac
END
}

# has_newer_debian SUITE…: mmdebstrap makes a folder with an engine of these; where packages come from, apt knows.
has_newer_debian() {
  has_dockerd
  mkdir -p "$machine/new"
  mv "$machine/bin/dockerd" "$machine/new/"
  cp "$machine/bin/docker" "$machine/new/"
  rm -f "$machine/bin/mmdebstrap"
  echo "$*" >"$machine/suites"
  program mmdebstrap <<'END'
for folder; do [[ $folder != */root.new ]] || break; done
for suite in $(cat "$machine/suites"); do
  if [[ " $* " == *" $suite $folder deb "*" $suite main " ]]; then
    mkdir -p "$folder"/usr/{bin,sbin,libexec/docker/cli-plugins}
    cp "$machine/new/docker" "$folder/usr/bin/docker"
    cp "$machine/new/dockerd" "$folder/usr/sbin/dockerd"
    touch "$folder/usr/libexec/docker/cli-plugins/docker-buildx"
    exit
  fi
done
echo "E: there is no such suite: $*" >&2
exit 1
END
  # A namespace of mounts is not needed for what is made up: what follows in-root.sh runs as it is.
  program unshare <<'END'
while [[ $# -gt 0 && $1 != */in-root.sh && $1 != mmdebstrap ]]; do shift; done
if [[ $1 == mmdebstrap ]]; then exec "$@"; fi
root=$2
shift 2
PATH=$root/usr/sbin:$root/usr/bin:$PATH exec "$@"
END
}

# can_be_installed PROGRAM…: not there, but apt-get brings it.
can_be_installed() {
  mkdir -p "$machine/to-install"
  local program
  for program; do mv "$machine/bin/$program" "$machine/to-install/"; done
}

# A dockerd that runs, and is found by `docker info` a moment later.
has_dockerd() {
  program dockerd <<'END'
if [[ $* == --version ]]; then echo "Docker version $(cat "$machine/installed-version" 2>/dev/null || echo 26.1.5)+dfsg1, build 411e817"; exit; fi
for option; do case $option in --pidfile=*) echo $$ >"${option#*=}" ;; esac; done
[[ ! -f $machine/broken-engine ]] || { echo 'failed to start daemon: iptables is out of order'; exit 1; }
ls -l /proc/$$/fd >"$machine/dockerd.descriptors"
echo $$ >"$machine/slow.pid"
trap 'rm -f "$machine/engine"; exit 0' TERM
version=$(cat "$machine/installed-version" 2>/dev/null || echo 26.1.5)
[[ $* != *--feature* ]] || version=28.5.2
[[ -f $machine/slow-engine ]] || echo "$version" >"$machine/engine"
while :; do sleep 0.1; done
END
  local command
  for command in containerd runc iptables; do ln -sf "$(type -P true)" "$machine/bin/$command"; done
}

lab() { "$project/lab" "$@"; }

# has_home [FOLDER]: a folder of ./lab of an earlier call, with a folder in it.
has_home() {
  mkdir -p "$LAB_HOME/${1-}"
  touch "$LAB_HOME/.made-by-lab"
}

# lab_as_user: without root, also where the tests have it.
lab_as_user() {
  if [[ $EUID != 0 ]]; then
    lab "$@"
    return
  fi
  mkdir -p "$LAB_HOME" "$XDG_CACHE_HOME"
  touch "$machine/calls"
  chown -R 65534 "$machine"
  chmod a+rx "$BATS_TEST_TMPDIR" "$BATS_RUN_TMPDIR" "$(dirname "$BATS_TEST_TMPDIR")"
  "$setpriv" --reuid=65534 --regid=65534 --clear-groups "$project/lab" "$@"
}
setpriv=$(type -P setpriv || true)
unshare=$(type -P unshare || true)
mount=$(type -P mount || true)
ip=$(type -P ip || true)

needs_root() { [[ $EUID == 0 ]] || skip 'needs root'; }
needs_no_systemd() { [[ ! -d /run/systemd/system ]] || skip 'here systemd would start the engine'; }

# interrupt_when FILE COMMAND…: Ctrl-C as soon as there is the file; sets status and output.
interrupt_when() {
  local file=$1 pid i
  shift
  # Where a shell starts something in the background, it is deaf to INT. This undoes it.
  env --default-signal=INT "$@" >"$machine/output" 2>&1 3>&- &
  pid=$!
  for ((i = 0; i < 100; i++)); do
    [[ ! -e $file ]] || break
    sleep 0.1
  done
  [[ -e $file ]] || { cat "$machine/output"; return 1; }
  kill -INT "$pid"
  status=0
  wait "$pid" || status=$?
  output=$(cat "$machine/output")
}

# is_gone PID: the process has ended, or does within a second. In a container its remains may stay (Z).
is_gone() {
  local i
  for ((i = 0; i < 10; i++)); do
    [[ $(sed 's/^.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null) == [^Z]* ]] || return 0
    sleep 0.1
  done
  return 1
}
