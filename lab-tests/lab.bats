#!/usr/bin/env bats
# ./lab on machines of all kinds. The machines are made up (machine.bash), the calls are real.

bats_require_minimum_version 1.5.0
load machine.bash

setup() { new_machine; }

teardown() {
  # A pretended engine outlives ./lab, as it should.
  [[ ! -f $LAB_HOME/engine/dockerd.pid ]] || kill "$(cat "$LAB_HOME/engine/dockerd.pid")" 2>/dev/null || true
}

says() { [[ $output == *"$1"* ]] || { printf 'Expected: %s\nGot (%s):\n%s\n' "$1" "$status" "$output"; return 1; }; }

# ------------------------------------------------------------------------------------------------ running a command

@test "runs the command and exits with its code" {
  run lab bash -c 'exit 7'
  [ "$status" -eq 7 ]
}

@test "hands on arguments as they are, and leaves standard output to the command" {
  lab printf '<%s>' 'a b' '*' '' >"$machine/out" 2>/dev/null
  [ "$(cat "$machine/out")" = '<a b><*><>' ]
}

@test "stays in the caller's folder" {
  cd "$machine/home"
  [ "$(lab pwd 2>/dev/null)" = "$machine/home" ]
}

@test "a command that isn't there: 127" {
  run -127 lab no-such-command
}

@test "--help helps, a wrong option doesn't pass" {
  run lab --help
  [ "$status" -eq 0 ]
  says '--no-docker'
  run lab --dance
  [ "$status" -eq 2 ]
  says '--dance'
  run lab --clean mvn
  [ "$status" -eq 2 ]
}

@test "--no-docker has no need of Docker" {
  rm "$machine/bin/docker"
  run lab --no-docker echo done
  [ "$status" -eq 0 ]
  says done
}

@test "alone it shows what there is and changes nothing" {
  no_registry
  run lab
  [ "$status" -eq 0 ]
  says 'golang:1.27 missing'
  [ ! -e "$LAB_HOME" ]
  [ "$(calls 'docker pull')" -eq 0 ]
}

@test "doctor: a line for each need, and all is well" {
  program git <<<''
  program curl <<<''
  program tar <<<''
  has_buildx
  echo 28.5.2 >"$machine/engine"
  has_official golang:1.27
  run lab doctor
  says 'ok    JDK'
  says 'ok    Docker engine 28.5.2'
  says 'ok    BuildKit'
  says 'ok    base image golang:1.27'
  [[ $output != *FAIL* ]]
  [ "$status" -eq 0 ]
  [ ! -e "$LAB_HOME" ]
}

@test "doctor: what is missing fails, with what to do, and nothing is changed" {
  rm "$machine/bin/mvn"
  echo 20.10.24 >"$machine/engine"
  has_apt
  run lab doctor
  [ "$status" -eq 1 ]
  says "FAIL  git: missing. To do: install it from your system's packages"
  says 'FAIL  JDK and Maven: '
  says './lab --no-docker true'
  says 'FAIL  Docker engine: version 20.10.24'
  says 'FAIL  BuildKit: '
  says 'FAIL  base image golang:1.27: not on this engine yet'
  [ "$(calls 'docker pull')" -eq 0 ]
  [ "$(calls 'apt-get')" -eq 0 ]
}

@test "doctor: no engine: where to get one" {
  rm -f "$machine/engine"
  run lab doctor
  [ "$status" -eq 1 ]
  says 'FAIL  Docker engine: '
  says 'docs.docker.com/engine/install'
}

# -------------------------------------------------------------------------------------------------------- exercises

# has_exercises: with sources of the tool, which Maven makes a jar of; java says what it is called for, and where.
has_exercises() {
  mkdir -p "$project"/image-{reader,report}/src/main "$project/image-report/target" "$project/docs/exercises/01-one"
  printf 'FROM alpine:3.24\n' >"$project/docs/exercises/01-one/Dockerfile"
  printf -- '- smaller: {than: go/one, times: 2}\n' >"$project/docs/exercises/01-one/exercise.yaml"
  program java <<<'echo "$LAB_COMMAND in $PWD: ${*: 3}"'
  sed -i '2a [[ $* != *package* ]] || touch "'"$project"'/image-report/target/image-report.jar"' "$machine/bin/mvn"
}

@test "exercises: builds the tool once, and has no need of Docker to list them" {
  has_exercises
  rm "$machine/bin/docker"
  cd "$machine/home"
  run lab exercises
  [ "$status" -eq 0 ]
  says "./lab exercises in $project: exercises"
  run lab exercises hint 1
  says ': exercises hint 1'
  [ "$(calls 'mvn .*package')" -eq 1 ]
  touch -d '+1 minute' "$project/image-report/src/main"
  run lab exercises check --help
  says ': exercises check --help'
  [ "$(calls 'mvn .*package')" -eq 2 ]
}

@test "exercises: a check has an engine, and the base images that exercises name, and no others" {
  has_exercises
  dockerfile go/two 'FROM gcr.io/distroless/static-debian13:nonroot'
  run lab exercises check 1
  [ "$status" -eq 0 ]
  says ': exercises check 1'
  [ -e "$machine/images/alpine_3.24" ]
  [ -e "$machine/images/golang_1.27" ]
  [ ! -e "$machine/images/gcr.io_distroless_static-debian13_nonroot" ]
}

@test "exercises: Ctrl-C in a watch is the tool's" {
  has_exercises
  program java <<<'trap "echo Stopped.; kill \$!; exit 130" INT; touch "$machine/ready"; sleep 60 & wait'
  interrupt_when "$machine/ready" "$project/lab" exercises watch 1
  [ "$status" -eq 130 ]
  says 'Stopped.'
}

@test "exercises: a tool that can't be built is told" {
  has_exercises
  sed -i '2a [[ $* != *package* ]] || { echo "no such library"; exit 1; }' "$machine/bin/mvn"
  run lab exercises
  [ "$status" -eq 125 ]
  says 'no such library'
  says 'The tool could not be built.'
}

# ---------------------------------------------------------------------------------------------------- one download

# has_bundle: room.tar, made here; then a machine without any of it.
has_bundle() {
  has_exercises
  mkdir -p "$project/image-report/target/lib"
  touch "$project/pom.xml" "$project/image-report/target/lib/library.jar"
  has_official golang:1.27
  no_registry
  has_stand_in alpine:3.24
  lab --stand-ins --bundle "$machine/room.tar" "$@" 2>"$machine/said"
  rm -r "$machine"/images/* "$project/image-report/target" "$LAB_HOME" "$machine/calls"
}

@test "bundle: base images of the variants and the exercises, and the tool" {
  has_bundle
  grep -q 'room.tar: 2 base images and the tool' "$machine/said"
  [ "$(echo "$machine"/room.tar*)" = "$machine/room.tar" ]
  run lab --load "$machine/room.tar"
  [ "$status" -eq 0 ]
  [ "$(cat "$machine/images/golang_1.27")" = 'sha256:official' ]
  [ "$(cat "$machine/images/alpine_3.24")" = 'sha256:built-alpine:3.24 true recipe1' ]
  [ -f "$project/image-report/target/lib/library.jar" ]
  [ "$(calls 'docker pull')" -eq 0 ]
  run lab exercises hint 1
  says ': exercises hint 1'
  [ "$(calls 'mvn .*package')" -eq 0 ]
}

@test "bundle: -Dvariants selects" {
  dockerfile go/two 'FROM gcr.io/distroless/static-debian13:nonroot'
  has_bundle -Dvariants=go/one
  grep -q 'room.tar: 1 base images' "$machine/said"
  run lab --load "$machine/room.tar"
  [ -e "$machine/images/golang_1.27" ]
  [ ! -e "$machine/images/alpine_3.24" ]
}

@test "load: leaves what is here, and --clean removes stand-ins that it loaded" {
  has_bundle
  has_official alpine:3.24
  run lab --load "$machine/room.tar"
  says 'alpine:3.24 is here already'
  [ "$(cat "$machine/images/alpine_3.24")" = 'sha256:official' ]
  rm "$machine/images/alpine_3.24"
  run lab --load "$machine/room.tar"
  run lab --clean
  [ "$status" -eq 0 ]
  [ ! -e "$machine/images/alpine_3.24" ]
  [ -e "$machine/images/golang_1.27" ]
}

@test "load: a tool of other sources is left out" {
  has_bundle
  echo changed >"$project/pom.xml"
  run lab --load "$machine/room.tar"
  [ "$status" -eq 0 ]
  says 'built from other sources'
  [ ! -e "$project/image-report/target/image-report.jar" ]
}

@test "load: what is no bundle is told, and a call that makes no sense" {
  echo something >"$machine/something"
  run lab --load "$machine/something"
  [ "$status" -eq 125 ]
  says "something isn't a bundle"
  run lab --load
  [ "$status" -eq 2 ]
  says '--load needs the name of a file'
  run lab --load "$machine/something" mvn verify
  [ "$status" -eq 2 ]
  run lab --bundle a --load b
  [ "$status" -eq 2 ]
  run lab -Dvariants=go/one
  [ "$status" -eq 2 ]
}

@test "bundle: a disk that is full leaves no file" {
  has_exercises
  has_official golang:1.27
  has_official alpine:3.24
  mkdir -p "$project/image-report/target/lib"
  touch "$machine/full-disk"
  run lab --bundle "$machine/room.tar"
  [ "$status" -eq 125 ]
  says 'no space left on device'
  says 'room.tar could not be made'
  [ -z "$(find "$machine" -name 'room.tar*')" ]
}

# ---------------------------------------------------------------------------------------------------- JDK and Maven

@test "without root it says what to type" {
  rm "$machine/bin/mvn"
  has_apt
  run lab_as_user true
  [ "$status" -eq 125 ]
  says 'no JDK' || says 'sudo apt-get update && sudo apt-get install --no-install-recommends'
  says 'maven'
  [ "$(calls 'apt-get')" -eq 0 ]
}

@test "without apt it says what is needed" {
  rm "$machine/bin/mvn"
  run lab true
  [ "$status" -eq 125 ]
  says 'JDK 17 or newer and Maven 3.8 or newer'
}

@test "installs JDK and Maven, also when somebody else's archive is down" {
  needs_root
  has_apt
  can_be_installed mvn
  echo 100 >"$machine/update-code"
  run lab echo done
  [ "$status" -eq 0 ]
  grep -q 'install --no-install-recommends .*jdk.* maven' "$machine/calls"
}

@test "an installation that fails names packages and log" {
  needs_root
  has_apt
  can_be_installed mvn
  touch "$machine/no-package"
  run lab true
  [ "$status" -eq 125 ]
  says 'Unable to locate package'
  says "$LAB_HOME/log"
}

@test "JDK or Maven too old, or a JRE only: is told" {
  has_maven 3.6.3 17.0.1
  run lab true
  says 'Maven 3.6.3 is too old'
  has_maven 3.9.1 11.0.2
  run lab true
  says 'JDK 11.0.2 is too old'
  has_maven 3.9.1 17.0.2
  rm "$machine/jdk/bin/javac"
  run lab true
  [ "$status" -eq 125 ]
  says 'no compiler'
}

@test "an early-access JDK is a JDK" {
  has_official golang:1.27
  has_maven 3.9.11 26-ea
  run lab echo done
  [ "$status" -eq 0 ]
  says done
  has_maven 3.9.11 16-ea
  run lab true
  says 'JDK 16-ea is too old'
}

# ------------------------------------------------------------------------------------------------------- the browser

@test "installs Chromium for -Pbrowser and -Pthorough, and for nothing else" {
  needs_root
  has_apt
  program chromium <<<''
  can_be_installed chromium
  run lab --no-docker mvn verify
  [ "$status" -eq 0 ]
  [ "$(calls apt-get)" -eq 0 ]
  run lab --no-docker mvn verify -Pbrowser -Dchromium=/opt/chromium
  [ "$(calls apt-get)" -eq 0 ]
  run lab --no-docker mvn verify -Pbrowser
  [ "$status" -eq 0 ]
  grep -q 'install --no-install-recommends chromium$' "$machine/calls"
  rm "$machine/calls"
  run lab --no-docker mvn verify -Pbrowser
  [ "$status" -eq 0 ]
  [ "$(calls apt-get)" -eq 0 ]
  can_be_installed chromium
  run lab --no-docker mvn verify -Pbenchmark,thorough
  grep -q 'install --no-install-recommends chromium$' "$machine/calls"
}

@test "leaves a missing browser to the command where there is no apt" {
  run lab --no-docker mvn verify -Pbrowser
  [ "$status" -eq 0 ]
}

# ------------------------------------------------------------------------------------------------------- the engine

@test "an engine that answers is left alone" {
  has_official golang:1.27
  has_dockerd
  has_apt
  run lab true
  [ "$status" -eq 0 ]
  [ "$(calls dockerd)" -eq 0 ]
  [ "$(calls apt-get)" -eq 0 ]
  [ ! -e "$LAB_HOME/record" ]
}

@test "an engine that DOCKER_HOST names is not replaced" {
  rm "$machine/engine"
  has_dockerd
  has_apt
  DOCKER_HOST=tcp://elsewhere run lab true
  [ "$status" -eq 125 ]
  says 'DOCKER_HOST=tcp://elsewhere'
  [ "$(calls dockerd)" -eq 0 ]
}

@test "Podman, which has a new ID each time, is one engine" {
  touch "$machine/podman"
  no_registry
  has_stand_in golang:1.27
  echo 'localhost/golang:1.27' >"$machine/images/golang_1.27.tags"
  cp "$machine/images/golang_1.27" "$machine/images/localhost_golang_1.27"
  has_home
  echo 'image podman sha256:built-golang:1.27 golang:1.27' >"$LAB_HOME/record"
  run lab true
  run lab true
  [ "$status" -eq 0 ]
  [ "$(calls 'docker pull')" -eq 1 ]
  run lab --clean
  [ "$status" -eq 0 ]
  grep -qx 'docker rmi localhost/golang:1.27' "$machine/calls"
}

@test "no permission for the engine: how to get it" {
  rm "$machine/engine"
  engine_says='permission denied while trying to connect to the Docker daemon socket' run lab true
  [ "$status" -eq 125 ]
  says 'sudo adduser'
}

engine_hangs() {
  program timeout <<'END'
[[ ! -f $machine/hangs ]] || exit 124
shift 2
exec "$@"
END
  touch "$machine/hangs"
}

@test "an engine that never answers is not replaced" {
  has_apt
  has_dockerd
  engine_hangs
  run lab echo ran
  [ "$status" -eq 125 ]
  says 'gave no answer within 20 seconds'
  says 'systemctl restart docker'
  [ "$(calls dockerd)" -eq 0 ]
  [ "$(calls apt-get)" -eq 0 ]
}

@test "an engine of its own that never answers: how to end it" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  has_official golang:1.27
  run lab true
  [ "$status" -eq 0 ]
  engine_hangs
  run lab echo ran
  [ "$status" -eq 125 ]
  says "End it (kill -9 $(cat "$LAB_HOME/engine/dockerd.pid")), and call ./lab again"
  [ "$(calls 'dockerd .*--pidfile')" -eq 1 ]
  kill "$(cat "$machine/slow.pid")"
}

@test "no engine and no root: what to type" {
  rm "$machine/engine"
  has_apt
  run lab_as_user true
  [ "$status" -eq 125 ]
  says 'sudo apt-get'
  says 'docker.io iptables'
}

@test "the client's plugin for BuildKit comes with the engine where there is a package of it" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  can_be_installed dockerd containerd runc iptables
  has_official golang:1.27
  run lab true
  [ "$status" -eq 0 ]
  grep -q 'install --no-install-recommends docker.io iptables docker-buildx' "$machine/calls"
}

# debian_12: Docker 20.10 without buildx, and nothing of it installed.
debian_12() {
  needs_root
  rm "$machine/engine"
  has_apt
  packages_have 20.10.24 no-buildx
  has_official golang:1.27
  # Where apt has its packages from; other people's archives use the same code names.
  apt_program=$(cat "$machine/bin/apt-get")
  program apt-get <<END
if [[ \$* == indextargets* ]]; then
  printf '%s\n' "Someone|Someone|\$(. /etc/os-release; echo "\$VERSION_CODENAME")|main|http://someone.example/" \
    "Debian|Debian|\$(. /etc/os-release; echo "\$VERSION_CODENAME")|main|http://archive.example/debian/"
  exit
fi
$(tail -n +4 <<<"$apt_program")
END
  program apt-config <<<''
}

@test "an engine of today from this machine's packages needs no Debian of its own" {
  needs_no_systemd
  debian_12
  has_newer_debian forky trixie
  has_dockerd
  can_be_installed dockerd containerd runc iptables
  packages_have 26.1.5
  run lab true
  [ "$status" -eq 0 ]
  grep -q 'install --no-install-recommends docker.io iptables docker-buildx' "$machine/calls"
  [ "$(calls mmdebstrap)" -eq 0 ]
  [[ $output != *notice* ]]
}

@test "where the packages' engine is too old, it comes from a newer Debian, with its client on the PATH, once" {
  debian_12
  has_newer_debian forky trixie
  run lab
  says 'would be installed: Docker from Debian forky, else trixie'
  [ ! -e "$LAB_HOME" ]
  run lab bash -c 'command -v docker; docker buildx version && echo with buildx'
  [ "$status" -eq 0 ]
  says "$LAB_HOME/engine/client/bin/docker"
  says 'with buildx'
  [[ $output != *notice* ]]
  grep -q "^mmdebstrap .*forky .*/root.new deb .*http://archive.example/debian/ forky main" "$machine/calls"
  grep -q -- "^dockerd .*--feature containerd-snapshotter=true .*--data-root=$LAB_HOME/engine/data" "$machine/calls"
  grep -qx 'engine own ENGINE:1' "$LAB_HOME/record"
  [ "$(calls 'apt-get.*docker')" -eq 0 ]
  run lab true
  run lab
  [ "$(calls mmdebstrap)" -eq 1 ]
  [ "$(calls 'dockerd .*--data-root')" -eq 1 ]
  says 'started by ./lab'
}

@test "stand-ins on such an engine are recorded as its" {
  debian_12
  has_newer_debian forky
  rm "$machine"/images/*
  no_registry
  # The first call of mmdebstrap is the engine's; the builder of stand-ins is made up.
  run lab true
  [ "$status" -eq 0 ]
  grep -qx 'image ENGINE:1 sha256:built-golang:1.27 golang:1.27' "$LAB_HOME/record"
}

@test "its client keeps the user's settings and plugins" {
  debian_12
  has_newer_debian forky
  mkdir -p "$HOME/.docker/cli-plugins" "$HOME/.docker/contexts"
  echo '{}' >"$HOME/.docker/config.json"
  touch "$HOME/.docker/cli-plugins/docker-scout"
  run lab bash -c 'ls -d "$DOCKER_CONFIG"/* "$DOCKER_CONFIG"/cli-plugins/*; echo "{1}" >"$DOCKER_CONFIG/config.json"'
  [ "$status" -eq 0 ]
  says settings/contexts
  says settings/cli-plugins/docker-scout
  says settings/cli-plugins/docker-buildx
  [ "$(cat "$HOME/.docker/config.json")" = '{1}' ]
  [ ! -e "$HOME/.docker/cli-plugins/docker-buildx" ]
}

@test "in a COMMAND of ./lab, its client is there again after --clean" {
  debian_12
  has_newer_debian forky
  export DOCKER_CONFIG="$HOME/settings of mine"
  mkdir "$DOCKER_CONFIG"
  echo '{}' >"$DOCKER_CONFIG/config.json"
  cat >"$machine/shown" <<'END'
ls -d "$DOCKER_CONFIG"/* "$DOCKER_CONFIG"/cli-plugins/*
type -P docker
END
  run lab bash -c '"$1" --clean && "$1" bash "$2"' - "$project/lab" "$machine/shown"
  [ "$status" -eq 0 ]
  says settings/config.json
  says settings/cli-plugins/docker-buildx
  says client/bin/docker
}

@test "where forky can't be had, trixie's engine; where neither can, this machine's own, with a notice" {
  debian_12
  has_newer_debian trixie
  run lab true
  [ "$status" -eq 0 ]
  says 'Debian forky has no engine for this machine'
  grep -qx trixie "$LAB_HOME/engine/root/suite"
  kill "$(cat "$machine/slow.pid")"
  is_gone "$(cat "$machine/slow.pid")"
  rm -rf "$LAB_HOME"
  has_newer_debian
  has_dockerd
  can_be_installed dockerd containerd runc iptables
  echo 20.10.24 >"$machine/installed-version"
  needs_no_systemd
  run lab true
  [ "$status" -eq 0 ]
  says 'notice: this is Docker 20.10.24 without buildx'
  grep -q 'install --no-install-recommends docker.io iptables$' "$machine/calls"
}

@test "an old engine that is installed, but not a service, makes room for one of today" {
  needs_no_systemd
  debian_12
  has_newer_debian forky
  has_dockerd
  echo 20.10.24 >"$machine/installed-version"
  run lab true
  [ "$status" -eq 0 ]
  grep -qx forky "$LAB_HOME/engine/root/suite"
}

@test "Ctrl-C while an engine is fetched leaves none that looks whole" {
  debian_12
  has_newer_debian forky
  program mmdebstrap <<'END'
for folder; do [[ $folder != */root.new ]] || break; done
mkdir -p "$folder/usr/bin"
echo $$ >"$machine/slow.pid"
exec sleep 60
END
  interrupt_when "$machine/slow.pid" "$project/lab" true
  [ "$status" -eq 130 ]
  is_gone "$(cat "$machine/slow.pid")"
  has_newer_debian forky
  run lab true
  [ "$status" -eq 0 ]
  grep -qx forky "$LAB_HOME/engine/root/suite"
}

@test "--clean removes such an engine with its Debian and what a killed one left" {
  debian_12
  has_newer_debian forky
  run lab true
  local pid
  pid=$(cat "$LAB_HOME/engine/dockerd.pid")
  # In place of the engine's containerd, which outlives it when it is killed; of another engine's; and of who reads its log.
  ln -s "$(type -P bash)" "$machine/containerd-shim"
  local forever='while :; do sleep 0.1; done' exec=$LAB_HOME/engine/exec/containerd
  "$machine/containerd-shim" -c "$forever" --config "$exec/containerd.toml" 3>&- &
  local left=$!
  "$machine/containerd-shim" -c "$forever" --config "/other$exec/containerd.toml" 3>&- &
  local other=$!
  bash -c "$forever" less "$exec/log" 3>&- &
  local reader=$!
  kill -KILL "$pid"
  rm "$machine/engine"
  run lab --clean
  kill "$other" # it lived
  kill "$reader"
  [ "$status" -eq 0 ]
  is_gone "$pid"
  is_gone "$left"
  [ ! -e "$LAB_HOME" ]
}

@test "nor where the client has it" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  can_be_installed dockerd containerd runc iptables
  has_official golang:1.27
  has_buildx
  run lab true
  [ "$status" -eq 0 ]
  ! grep -q 'install.*docker-buildx' "$machine/calls"
}

@test "no engine and no apt: where to look" {
  rm "$machine/engine" "$machine/bin/docker"
  run lab true
  [ "$status" -eq 125 ]
  says 'Docker Desktop'
}

@test "installs and starts an engine of its own, once" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  can_be_installed dockerd containerd runc iptables
  has_official golang:1.27
  run lab echo done
  [ "$status" -eq 0 ]
  grep -q 'install --no-install-recommends docker.io' "$machine/calls"
  grep -q -- "--data-root=$LAB_HOME/engine/data" "$machine/calls"
  grep -qx 'engine own ENGINE:1' "$LAB_HOME/record"
  run lab echo again
  [ "$(calls 'dockerd --data-root')" -eq 1 ]
  [ "$(calls 'apt-get')" -eq 2 ]
}

@test "its engine outlives it, and holds nothing that is open" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  has_official golang:1.27
  # A pipe that the engine inherited would keep `cat` waiting for ever.
  lab true 2>&1 | timeout 10 cat
  kill -0 "$(cat "$LAB_HOME/engine/dockerd.pid")"
  run grep -v -e '-> /dev/null' -e "-> $LAB_HOME/engine/log" -e "-> $machine/bin/dockerd" -e '^total' -e '-> /proc/' \
    "$machine/dockerd.descriptors"
  [ "$output" = '' ]
  flock --nonblock "$LAB_HOME/lock" true
}

@test "an engine that can't be started: the log's end and name" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  touch "$machine/broken-engine"
  run lab true
  [ "$status" -eq 125 ]
  says 'iptables is out of order'
  says "$LAB_HOME/engine/log"
}

@test "a killed engine's containers, of any LAB_HOME, don't keep their addresses" {
  needs_root
  needs_no_systemd
  [[ -n $unshare ]] || skip 'needs unshare'
  rm "$machine/engine"
  has_apt
  has_dockerd
  local namespaces="$machine/another home/engine/exec/netns"
  mkdir -p "$namespaces"
  touch "$namespaces/0123456789ab"
  "$unshare" --net="$namespaces/0123456789ab" true
  grep -qF 'another\040home/engine/exec/netns' /proc/mounts
  run lab true
  kill "$(cat "$machine/slow.pid")"
  [ "$status" -eq 0 ]
  [ "$(grep -cF 'another\040home/engine/exec/netns' /proc/mounts)" -eq 0 ]
}

@test "a living engine's network is left alone" {
  needs_root
  needs_no_systemd
  [[ -n $unshare ]] || skip 'needs unshare'
  rm "$machine/engine"
  has_apt
  has_dockerd
  local other="$machine/another home/engine"
  mkdir -p "$other/exec/netns"
  touch "$other/exec/netns/0123456789ab"
  "$unshare" --net="$other/exec/netns/0123456789ab" true
  (exec -a dockerd bash -c 'while :; do sleep 0.1; done' "--data-root=$other/data") 3>&- &
  echo "$!" >"$other/dockerd.pid"
  run lab true
  local mounted
  mounted=$(grep -cF 'another\040home/engine/exec/netns' /proc/mounts)
  kill "$(cat "$machine/slow.pid")" "$(cat "$other/dockerd.pid")"
  umount "$other/exec/netns/0123456789ab"
  [ "$status" -eq 0 ]
  [ "$mounted" -eq 1 ]
}

@test "a bridge that would change its address with its containers gets one of its own; a good one stays" {
  needs_root
  needs_no_systemd
  [[ -n $unshare && -n $ip ]] || skip 'needs unshare and ip'
  ln -s "$ip" "$machine/tools/ip"
  rm "$machine/engine"
  has_apt
  has_dockerd
  # In a network of its own, and with its view of it in /sys.
  in_new_network() { "$unshare" --net --mount bash -c "'$mount' -t sysfs sysfs /sys && ip link add docker0 type bridge && $1"; }
  export project
  in_new_network 'cd "$project" && ./lab true && ip link show docker0 | grep "link/ether 02:42:" && grep -x 3 /sys/class/net/docker0/addr_assign_type'
  kill "$(cat "$machine/slow.pid")"
  until [[ ! -f $machine/engine ]]; do sleep 0.1; done
  in_new_network 'ip link set docker0 address 02:42:00:00:00:01 && cd "$project" && ./lab true && ip link show docker0 | grep "link/ether 02:42:00:00:00:01"'
  kill "$(cat "$machine/slow.pid")"
}

@test "a process number of before a restart, now somebody else's, is no engine" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  has_official golang:1.27
  has_home engine
  sleep 60 3>&- &
  local other=$!
  echo "$other" >"$LAB_HOME/engine/dockerd.pid"
  run lab echo done
  [ "$status" -eq 0 ]
  [ "$(calls 'dockerd --data-root')" -eq 1 ]
  kill "$other" # it lived
}

# --------------------------------------------------------------------------------------------------------- registries

@test "an image that is there is not asked for" {
  has_official golang:1.27
  touch "$machine/ryuk"
  run lab true
  [ "$status" -eq 0 ]
  [ "$(calls 'docker pull')" -eq 0 ]
}

@test "an image that is missing is pulled" {
  run lab true
  [ "$status" -eq 0 ]
  grep -qx 'docker pull golang:1.27' "$machine/calls"
  [ ! -e "$LAB_HOME/record" ]
}

@test "a registry is asked for a base that a digest names, or that has a port" {
  dockerfile go/one "FROM golang:1.27@sha256:0123"
  dockerfile go/two "FROM localhost:5000/team/go@sha256:4567"
  dockerfile go/three "FROM localhost:6000/go"
  run lab true
  [ "$status" -eq 0 ]
  grep -qx 'docker pull --quiet golang:multistage-lab-asks' "$machine/calls"
  grep -qx 'docker pull --quiet localhost:5000/team/go:multistage-lab-asks' "$machine/calls"
  grep -qx 'docker pull --quiet localhost:6000/go:multistage-lab-asks' "$machine/calls"
  grep -qx 'docker pull golang:1.27@sha256:0123' "$machine/calls"
}

@test "there is no stand-in for what a digest names" {
  needs_root
  has_apt
  dockerfile go/one "FROM golang:1.27@sha256:0123"
  no_registry
  run lab --stand-ins echo ran
  [ "$status" -eq 0 ]
  says "golang:1.27@sha256:0123 can't be pulled"
  says 'it has no stand-in'
  [ "$(calls 'build.sh --unless-current')" -eq 0 ]
}

refuses() { # MESSAGE CAUSE
  echo "Error response from daemon: $1" >"$machine/pull-error"
  run lab --stand-ins echo ran
  [ "$status" -eq 125 ]
  says "($2)"
  says "$1"
  [[ $output != *ran* ]]
  [ "$(calls 'build.sh --unless-current')" -eq 0 ]
}

@test "a registry that refuses is not a missing registry" {
  refuses 'unauthorized: authentication required' 401
  refuses 'Head "https://r/v2/": unexpected status: 401 Unauthorized' 401
  refuses 'error parsing HTTP 403 response body: Forbidden' 403
  refuses 'toomanyrequests: You have reached your pull rate limit.' 429
  refuses 'received unexpected HTTP status: 429 Too Many Requests' 429
  refuses 'Get "https://r/v2/": x509: certificate signed by unknown authority' TLS
  refuses 'Get "https://r/v2/": remote error: tls: handshake failure' TLS
  refuses 'Get "https://r/v2/": proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused' proxy
  refuses 'received unexpected HTTP status: 503 Service Unavailable' other
  # And what was mended is tried at once.
  rm "$machine/pull-error"
  run lab echo ran
  [ "$status" -eq 0 ]
  says ran
}

@test "whoever connects the engine to a registry does not wait for it" {
  no_registry
  run lab echo ran
  [ "$status" -eq 125 ]
  says 'connect the engine to a registry'
  rm "$machine/pull-error"
  run lab echo ran
  [ "$status" -eq 0 ]
  grep -qx sha256:official "$machine/images/golang_1.27"
}

@test "a registry that refuses is asked once in a call" {
  dockerfile java/one 'FROM alpine:3.24'
  has_stand_in golang:1.27
  has_stand_in alpine:3.24
  echo 'toomanyrequests' >"$machine/pull-error"
  run lab true
  [ "$status" -eq 0 ]
  [ "$(calls 'docker pull')" -eq 1 ]
}

is_missing() { # MESSAGE
  rm -rf "$LAB_HOME" "$machine/images/"*
  echo "Error response from daemon: $1" >"$machine/pull-error"
  run lab --stand-ins true
  [ "$status" -eq 0 ] || { echo "$1: $output"; return 1; }
  grep -q true "$machine/images/golang_1.27"
}

@test "no name, no route, no answer: there is no registry" {
  needs_root
  has_apt
  is_missing 'Get "https://r/v2/": dial tcp: lookup r on 10.0.0.1:53: no such host'
  is_missing 'Get "https://r/v2/": dial tcp: lookup r: Temporary failure in name resolution'
  is_missing 'Get "https://r/v2/": dial tcp: lookup r on [::1]:53: server misbehaving'
  is_missing 'Get "https://r/v2/": dial tcp 1.2.3.4:443: connect: network is unreachable'
  is_missing 'Get "https://r/v2/": dial tcp 1.2.3.4:443: connect: no route to host'
  is_missing 'Get "https://r/v2/": dial tcp 1.2.3.4:443: connect: connection refused'
  is_missing 'Get "https://r/v2/": dial tcp 1.2.3.4:443: i/o timeout'
  is_missing 'Get "https://r/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded)'
  is_missing 'failed to resolve reference "r/golang:1.27": failed to do request: Head "https://r": context deadline exceeded'
}

@test "a name that the registry doesn't know is told" {
  # It answers when it is asked, and then has no such image.
  program docker <<'END'
case $1 in
  info) echo "27|ENGINE:1|/|overlay2" ;;
  image) exit 1 ;;
  pull) echo "Error response from daemon: manifest for ${*: -1} not found: manifest unknown" >&2; exit 1 ;;
esac
END
  run lab true
  [ "$status" -eq 125 ]
  says '(unknown)'
  says 'Dockerfile'
}

@test "a misspelt name on Docker Hub costs no image but itself" {
  # Asked for first, as files go by the alphabet.
  dockerfile go/a 'FROM golnag:1.27'
  denied golnag
  run lab echo ran
  [ "$status" -eq 0 ]
  says "Can't pull golnag:1.27: the registry docker.io refuses (unknown): Error response from daemon: pull access denied"
  says 'Check the name in the Dockerfile'
  says ran
  grep -qx sha256:official "$machine/images/golang_1.27"
}

@test "behind a mirror, or of another registry, a name may be denied that is right" {
  dockerfile go/two 'FROM ghcr.io/team/tool:1'
  denied ghcr.io/team/tool alpine
  run lab echo ran
  [ "$status" -eq 0 ]
  says "Can't pull ghcr.io/team/tool:1: the registry ghcr.io refuses (403)"
  dockerfile go/three 'FROM alpine:3.24'
  has_mirror_of golang:1.27 alpine:3.24
  run lab echo ran
  says "Can't pull alpine:3.24: the registry docker.io refuses (403)"
}

@test "an image that can't be had costs the rows that need it, and no others" {
  dockerfile go/two 'FROM gcr.io/distroless/static-debian13:nonroot'
  unreachable gcr.io
  run lab echo ran
  [ "$status" -eq 0 ]
  says 'rows that need these base images are skipped: gcr.io/distroless/static-debian13:nonroot'
  says 'no such host'
  says '--stand-ins'
  says ran
  grep -qx sha256:official "$machine/images/golang_1.27"
  # Neither does one that is refused.
  rm "$machine/unreachable"
  refusing gcr.io
  run lab echo ran
  [ "$status" -eq 0 ]
  says "Can't pull gcr.io/distroless/static-debian13:nonroot: the registry gcr.io refuses (403)"
  says 'docker login gcr.io'
  says ran
  # Who asks for what registries have now is told.
  run lab --pull echo ran
  [ "$status" -eq 125 ]
  [[ $output != *ran* ]]
}

@test "behind a mirror each image is asked for by itself" {
  needs_root
  has_apt
  dockerfile go/two 'FROM alpine:3.24'
  dockerfile go/three 'FROM debian:trixie-slim'
  has_mirror_of golang:1.27 debian:trixie-slim
  run lab env
  [ "$status" -eq 0 ]
  grep -qx sha256:official "$machine/images/golang_1.27"
  grep -qx sha256:official "$machine/images/debian_trixie-slim"
  [ ! -e "$machine/images/alpine_3.24" ]
  says 'skipped: alpine:3.24'
  # The mirror need not have Testcontainers' helper.
  says TESTCONTAINERS_RYUK_DISABLED=true
  run lab --stand-ins echo ran
  [ "$status" -eq 0 ]
  grep -q true "$machine/images/alpine_3.24"
  grep -qx sha256:official "$machine/images/golang_1.27"
}

@test "a helper of Testcontainers that is there is used behind a mirror, too" {
  has_official golang:1.27
  has_mirror_of golang:1.27
  touch "$machine/ryuk"
  run lab env
  [[ $output != *TESTCONTAINERS* ]]
}

# ---------------------------------------------------------------------------------------------------------- stand-ins

@test "on somebody else's engine stand-ins need leave" {
  no_registry
  run lab echo ran
  [ "$status" -eq 125 ]
  says '--stand-ins'
  says 'no such host'
  [ "$(calls 'build.sh --unless-current')" -eq 0 ]
  needs_root
  has_apt
  run lab --stand-ins echo ran
  [ "$status" -eq 0 ]
  says 'stand-in for golang:1.27: built'
  grep -qx 'image ENGINE:1 sha256:built-golang:1.27 golang:1.27' "$LAB_HOME/record"
}

@test "what is there is not built again; the registry is asked once an hour" {
  no_registry
  has_stand_in golang:1.27
  run lab true
  run lab true
  [ "$status" -eq 0 ]
  [ "$(calls 'build.sh --unless-current')" -eq 0 ]
  [ "$(calls 'docker pull')" -eq 1 ]
  find "$LAB_HOME/registries" -type f -exec touch -d '2 hours ago' {} +
  run lab true
  [ "$(calls 'docker pull')" -eq 2 ]
  run lab --pull true
  [ "$(calls 'docker pull')" -eq 3 ]
}

@test "a changed recipe builds the stand-in again, with the leave of before" {
  needs_root
  has_apt
  no_registry
  has_stand_in golang:1.27 recipe0
  has_home
  echo 'image ENGINE:1 sha256:built-golang:1.27 golang:1.27' >"$LAB_HOME/record"
  run lab true
  [ "$status" -eq 0 ]
  grep -q recipe1 "$machine/images/golang_1.27"
}

@test "a stand-in is replaced as soon as a registry answers" {
  has_stand_in golang:1.27
  has_home
  echo 'image ENGINE:1 sha256:built-golang:1.27 golang:1.27' >"$LAB_HOME/record"
  run lab true
  [ "$status" -eq 0 ]
  says 'official image now'
  grep -qx sha256:official "$machine/images/golang_1.27"
  [ "$(grep -c built-golang "$LAB_HOME/record")" -eq 0 ]
}

@test "a stand-in that a registry has is none that ./lab made, nor official" {
  registry_has golang:1.27 sha256:classroom true recipe1
  run lab true
  [ "$status" -eq 0 ]
  says 'golang:1.27 is a stand-in, which the registry has'
  [ ! -e "$LAB_HOME/record" ]
  run lab true
  [[ $output != *official* ]]
  grep -q '^sha256:classroom' "$machine/images/golang_1.27"
  [ "$(calls 'docker rmi')" -eq 0 ]
  run lab
  says 'golang:1.27 (stand-in)'
  # The registry is not asked for the same one with each call.
  run lab true
  [ "$(calls 'docker pull golang:1.27')" -eq 1 ]
}

@test "a stand-in of ours makes room for the one that a registry has" {
  has_stand_in golang:1.27
  has_home
  echo 'image ENGINE:1 sha256:built-golang:1.27 golang:1.27' >"$LAB_HOME/record"
  registry_has golang:1.27 sha256:classroom true recipe1
  run lab true
  [ "$status" -eq 0 ]
  says 'another stand-in'
  [[ $output != *official* ]]
  grep -q '^sha256:classroom' "$machine/images/golang_1.27"
  [ "$(grep -c built-golang "$LAB_HOME/record")" -eq 0 ]
}

@test "a stand-in stays where the registry refuses, unless it was asked for" {
  has_stand_in golang:1.27
  echo 'toomanyrequests' >"$machine/pull-error"
  run lab echo ran
  [ "$status" -eq 0 ]
  run lab --pull echo ran
  [ "$status" -eq 125 ]
  says '429'
}

@test "an image without a recipe is named, and the others are built" {
  needs_root
  has_apt
  dockerfile java/native 'FROM ghcr.io/graalvm/native-image-community:25 AS build'
  no_registry
  run lab --stand-ins echo ran
  [ "$status" -eq 0 ]
  says 'ghcr.io/graalvm/native-image-community:25'
  says ran
  grep -q recipe1 "$machine/images/golang_1.27"
}

@test "stand-ins need root: what to type" {
  has_apt
  no_registry
  run lab_as_user --stand-ins true
  [ "$status" -eq 125 ]
  says "sudo $(printf %q "$project/lab") --stand-ins true"
}

@test "stand-ins need root, which has to build them on the engine that the user's context names" {
  has_apt
  no_registry
  context_host=unix:///run/user/1000/docker.sock run lab_as_user --stand-ins true
  [ "$status" -eq 125 ]
  says 'sudo env DOCKER_HOST=unix:///run/user/1000/docker.sock '
  DOCKER_HOST=tcp://elsewhere:2375 run lab_as_user --stand-ins true
  says 'sudo env DOCKER_HOST=tcp://elsewhere:2375 '
}

@test "a stand-in that can't be built: the log, and no command" {
  needs_root
  has_apt
  no_registry
  touch "$machine/broken-build"
  run lab --stand-ins echo ran
  [ "$status" -eq 125 ]
  says 'no such package'
  [[ $output != *ran* ]]
}

@test "a stand-in whose package repository cannot be reached is named, and the others are built" {
  needs_root
  has_apt
  dockerfile spring/one 'FROM alpine:3.24'
  no_registry
  touch "$machine/no-repository"
  run lab --stand-ins echo ran
  [ "$status" -eq 0 ]
  says 'no stand-in for alpine:3.24: the package repository'
  says 'skipped'
  says ran
  grep -q recipe1 "$machine/images/golang_1.27"
  [ ! -e "$machine/images/alpine_3.24" ]
  run grep alpine "$LAB_HOME/record"
  [ "$status" -eq 1 ]
  # Next time it may be there.
  rm "$machine/no-repository"
  run lab echo ran
  [ "$status" -eq 0 ]
  grep -q recipe1 "$machine/images/alpine_3.24"
}

@test "one stand-in without its repository does not hide that another is broken" {
  needs_root
  has_apt
  dockerfile spring/one 'FROM alpine:3.24'
  no_registry
  touch "$machine/no-repository" "$machine/broken-build"
  run lab --stand-ins echo ran
  [ "$status" -eq 125 ]
  says 'no such package'
  [[ $output != *ran* ]]
}

# maven_recipe LINE: builds Maven's stand-in with a Maven that ends with that line.
maven_recipe() {
  program mvn <<<"echo '[ERROR] Could not transfer artifact: $1'; exit 1"
  program docker <<<'case "$*" in "image inspect"*) echo "<no value>" ;; "image prune"*) ;; *) exit 99 ;; esac'
  PATH=$machine/bin:/usr/bin:/bin run "$source_tree/dockerfiles/base-images/build.sh" maven:3.9-eclipse-temurin-25-noble
}

@test "Maven's stand-in: a repository that cannot be reached is not one that refuses" {
  needs_root
  for line in 'Connect to localhost:9 failed: Connection refused' 'repository.example: Name or service not known' \
    'repository.example: Unknown host' 'Connection timed out' 'Cannot access central in offline mode'; do
    maven_recipe "$line"
    echo "$output"
    [ "$status" -eq 3 ]
    says "$line"
  done
  for line in 'status: 403 Forbidden' 'PKIX path building failed' 'Checksum validation failed'; do
    maven_recipe "$line"
    [ "$status" -eq 1 ]
    says 'Check that mvn reaches its repositories'
  done
}

@test "too little disk space: how much, where, before anything is built" {
  needs_root
  has_apt
  no_registry
  program df <<<'printf "Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/x 9 9 500000 99%% /\n"'
  run lab --stand-ins true
  [ "$status" -eq 125 ]
  says 'Too little free disk space'
  says "$LAB_HOME"
  says '500 MB'
  [ "$(calls 'build.sh --unless-current')" -eq 0 ]
}

# ----------------------------------------------------------------------------------------------------- Testcontainers

@test "Testcontainers is told to do without helpers only where there is no registry" {
  has_official golang:1.27
  run lab env
  [[ $output != *TESTCONTAINERS* ]]
  rm -rf "$LAB_HOME"
  no_registry
  run lab env
  says TESTCONTAINERS_RYUK_DISABLED=true
  says TESTCONTAINERS_CHECKS_DISABLE=true
  TESTCONTAINERS_RYUK_DISABLED=false run lab env
  says TESTCONTAINERS_RYUK_DISABLED=false
  rm -rf "$LAB_HOME"
  touch "$machine/ryuk" # not asked, as the helper is there
  run lab env
  [[ $output != *TESTCONTAINERS* ]]
}

@test "tells where built images are noted" {
  has_official golang:1.27
  run lab env
  says "LAB_RECORD=$LAB_HOME/built/"
}

# ------------------------------------------------------------------------------------------------------------- Ctrl-C

@test "Ctrl-C while packages are installed lets apt end, and the next call does it" {
  needs_root
  has_apt
  can_be_installed mvn
  touch "$machine/slow-apt"
  interrupt_when "$machine/slow.pid" "$project/lab" true
  [ "$status" -eq 130 ]
  [ -e "$machine/apt-ended-cleanly" ]
  is_gone "$(cat "$machine/slow.pid")"
  rm "$machine/slow-apt"
  run lab echo done
  [ "$status" -eq 0 ]
}

@test "Ctrl-C while the engine starts stops it, and the next call starts one" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  has_official golang:1.27
  touch "$machine/slow-engine"
  interrupt_when "$machine/slow.pid" "$project/lab" true
  [ "$status" -eq 130 ]
  is_gone "$(cat "$machine/slow.pid")"
  rm "$machine/slow-engine"
  run lab echo done
  [ "$status" -eq 0 ]
}

@test "Ctrl-C while an image is pulled" {
  run lab true # the registry has answered
  rm "$machine/images/"*
  touch "$machine/slow-pull"
  interrupt_when "$machine/slow.pid" "$project/lab" true
  [ "$status" -eq 130 ]
  is_gone "$(cat "$machine/slow.pid")"
  rm "$machine/slow-pull"
  run lab echo done
  [ "$status" -eq 0 ]
}

@test "Ctrl-C while a stand-in is built" {
  needs_root
  has_apt
  no_registry
  touch "$machine/slow-build"
  interrupt_when "$machine/slow.pid" "$project/lab" --stand-ins echo ran
  [ "$status" -eq 130 ]
  [ -e "$machine/build-ended-cleanly" ]
  [[ $output != *ran* ]]
  is_gone "$(cat "$machine/slow.pid")"
  rm "$machine/slow-build"
  run lab --stand-ins echo done
  [ "$status" -eq 0 ]
}

@test "Ctrl-C while it waits for another" {
  has_home
  flock "$LAB_HOME/lock" sleep 60 3>&- &
  local other=$!
  program mvn <<<'touch "$machine/too-far"'
  (sleep 1; touch "$machine/now") 3>&- &
  interrupt_when "$machine/now" "$project/lab" true
  kill "$other"
  [ "$status" -eq 130 ]
  says 'another ./lab'
  [ ! -e "$machine/too-far" ]
}

@test "Ctrl-C in the command is the command's" {
  has_official golang:1.27
  interrupt_when "$machine/ready" "$project/lab" bash -c 'trap "kill \$!; exit 3" INT; touch "$machine/ready"; sleep 60 & wait'
  [ "$status" -eq 3 ]
}

# -------------------------------------------------------------------------------------------------------- two at once

@test "whoever waits for another is told which process it is" {
  has_official golang:1.27
  has_home
  local i
  # In a session of its own, and without the descriptor by which bats waits for what it started.
  (
    exec 9>>"$LAB_HOME/lock"
    flock 9
    echo "$BASHPID" >"$LAB_HOME/lock"
    echo "$BASHPID" >"$machine/slow.pid"
    exec sleep 2
  ) 3>&- &
  for ((i = 0; i < 50; i++)); do
    [[ ! -e $machine/slow.pid ]] || break
    sleep 0.1
  done
  run lab echo ran
  [ "$status" -eq 0 ]
  says "another ./lab (process $(cat "$machine/slow.pid")) is at work"
  says ran
}

@test "two at once build each stand-in once, and both run" {
  needs_root
  has_apt
  no_registry
  lab --stand-ins touch "$machine/first" 2>"$machine/log1" 3>&- &
  lab --stand-ins touch "$machine/second" 2>"$machine/log2" 3>&- &
  wait
  [ -e "$machine/first" ]
  [ -e "$machine/second" ]
  [ "$(calls 'build.sh --unless-current')" -eq 1 ]
}

# ---------------------------------------------------------------------------------------------------------- Dockerfiles

@test "finds the images that Dockerfiles name after FROM" {
  rm "$project/dockerfiles/go/one.Dockerfile"
  dockerfile a/one \
    '# FROM commented:1' \
    'FROM --platform=$BUILDPLATFORM golang:1.27 AS Build' \
    'FROM build AS test' \
    'from alpine:3.24 as last' \
    'COPY --from=BUILD /x /x' \
    'FROM scratch'
  dockerfile b/two 'FROM docker.io/library/golang:1.27' 'FROM debian' 'FROM gcr.io/distroless/static-debian13:nonroot' \
    'RUN echo FROM nowhere:1'
  run bash -c 'repository=$1; source "$1/lab.d/base-images.bash"; base_images' - "$project"
  [ "$status" -eq 0 ]
  [ "$output" = "golang:1.27
alpine:3.24
debian:latest
gcr.io/distroless/static-debian13:nonroot" ]
}

@test "what a Dockerfile names by a variable is left to its build" {
  dockerfile go/two 'ARG BASE' 'FROM $BASE'
  has_official golang:1.27
  run lab echo ran
  [ "$status" -eq 0 ]
  says ran
}

@test "-Dvariants gets what its rows need, and no more" {
  dockerfile go/one 'FROM debian:trixie-slim'
  dockerfile go/multi-stage-scratch 'FROM golang:1.27'
  dockerfile java/one 'FROM eclipse-temurin:25-jdk-resolute'
  dockerfile spring/one 'FROM maven:3.9'
  dockerfile spring/two 'FROM alpine:3.24'
  run lab true mvn verify '-Dvariants=java/*,spring/two'
  [ "$status" -eq 0 ]
  [ "$(grep '^docker pull' "$machine/calls" | grep -v -- --quiet)" = 'docker pull golang:1.27
docker pull eclipse-temurin:25-jdk-resolute
docker pull alpine:3.24' ]
}

@test "image-report's own option selects as well" {
  dockerfile java/one 'FROM eclipse-temurin:25-jdk-resolute'
  run lab true java -jar image-report.jar run --variants 'java/*' --starts 2
  [ "$status" -eq 0 ]
  [ "$(calls 'docker pull eclipse-temurin:25-jdk-resolute')" -eq 1 ]
  [ "$(calls 'docker pull golang')" -eq 0 ]
}

@test "variants that there are none of ask for no image: the command says so" {
  run lab true '-Dvariants=java/*'
  [ "$status" -eq 0 ]
  [ "$(calls 'docker pull golang')" -eq 0 ]
}

# -------------------------------------------------------------------------------------------------------------- --clean

@test "--clean removes what the record says, and nothing else" {
  has_stand_in golang:1.27
  has_stand_in alpine:3.24
  has_official eclipse-temurin:25-jdk-resolute
  has_official multistage/theirs:1
  echo 'sha256:ours' >"$machine/images/multistage_ours_1"
  echo 'multistage/ours:1' >"$machine/images/multistage_ours_1.tags"
  echo 'sha256:renamed' >"$machine/images/mine_1"
  echo 'mine:1' >"$machine/images/mine_1.tags"
  has_home built
  mkdir -p "$XDG_CACHE_HOME/multistage-image-report/layers" "$XDG_CACHE_HOME/other"
  echo 'image ENGINE:1 sha256:built-golang:1.27 golang:1.27' >"$LAB_HOME/record"
  printf 'image %s\n' sha256:ours sha256:renamed >"$LAB_HOME/built/ENGINE1"
  run lab --clean
  [ "$status" -eq 0 ]
  [ ! -e "$machine/images/golang_1.27" ]
  [ ! -e "$machine/images/multistage_ours_1" ]
  [ -e "$machine/images/alpine_3.24" ]         # a stand-in of somebody else's
  [ -e "$machine/images/eclipse-temurin_25-jdk-resolute" ]
  [ -e "$machine/images/multistage_theirs_1" ]
  [ -e "$machine/images/mine_1" ]              # has a name that ./lab did not give
  [ ! -e "$XDG_CACHE_HOME/multistage-image-report/layers" ]
  [ -e "$XDG_CACHE_HOME/other" ]
  [ ! -e "$LAB_HOME" ]
}

@test "--clean stops and removes its own engine, and keeps files that aren't its" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  has_official golang:1.27
  run lab true
  local pid
  pid=$(cat "$LAB_HOME/engine/dockerd.pid")
  touch "$LAB_HOME/mine"
  run lab --clean
  [ "$status" -eq 0 ]
  is_gone "$pid"
  [ ! -e "$LAB_HOME/engine" ]
  [ -e "$LAB_HOME/mine" ]
}

@test "--clean finds its own engine however LAB_HOME is spelled" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  has_official golang:1.27
  ln -s "$machine" "$BATS_TEST_TMPDIR/link"
  LAB_HOME="$BATS_TEST_TMPDIR/link/./lab home/" run lab true
  local pid
  pid=$(cat "$LAB_HOME/engine/dockerd.pid")
  grep -q -- "--data-root=$LAB_HOME/engine/data" "$machine/calls"
  LAB_HOME="$BATS_TEST_TMPDIR/link/lab home" run lab --clean
  [ "$status" -eq 0 ]
  is_gone "$pid"
  [ ! -e "$LAB_HOME" ]
}

@test "--clean is content with an engine that nobody takes away: in a container it stays a zombie" {
  needs_root
  needs_no_systemd
  rm "$machine/engine"
  has_apt
  has_dockerd
  has_official golang:1.27
  run lab true
  # A parent that does not wait for it.
  kill "$(cat "$LAB_HOME/engine/dockerd.pid")"
  until [[ ! -f $machine/engine ]]; do sleep 0.1; done
  (
    "$machine/bin/dockerd" --data-root="$LAB_HOME/engine/data" --pidfile="$LAB_HOME/engine/dockerd.pid" &
    exec sleep 60
  ) 3>&- &
  local parent=$!
  until [[ -f $machine/engine ]]; do sleep 0.1; done
  SECONDS=0
  run lab --clean
  kill "$parent"
  [ "$status" -eq 0 ]
  ((SECONDS < 30))
}

@test "--clean says what it can't remove" {
  needs_root
  rm "$machine/engine"
  has_home engine
  echo 'engine own -' >"$LAB_HOME/record"
  program rm <<END
[[ \$* != *"/engine" ]] || { echo 'rm: cannot remove: Device or resource busy' >&2; exit 1; }
exec $(PATH=/usr/bin:/bin type -P rm) "\$@"
END
  run lab --clean
  [ "$status" -eq 125 ]
  says 'Device or resource busy'
  says "$LAB_HOME/engine could not be removed"
  grep -qx 'engine own -' "$LAB_HOME/record"
}

@test "--clean remembers images on an engine that doesn't answer" {
  rm "$machine/engine"
  has_home
  echo 'image ENGINE:1 sha256:built-golang:1.27 golang:1.27' >"$LAB_HOME/record"
  run lab --clean
  [ "$status" -eq 0 ]
  says 'ENGINE:1'
  grep -q ENGINE:1 "$LAB_HOME/record"
}

@test "--clean remembers what is still in use, and the next one removes it" {
  has_stand_in golang:1.27
  has_stand_in alpine:3.24
  echo 'sha256:ours' >"$machine/images/multistage_ours_1"
  echo 'multistage/ours:1' >"$machine/images/multistage_ours_1.tags"
  printf '%s\n' golang_1.27 multistage/ours:1 >"$machine/used"
  has_home built
  printf 'image ENGINE:1 sha256:built-%s\n' 'golang:1.27 golang:1.27' 'alpine:3.24 alpine:3.24' >"$LAB_HOME/record"
  echo 'image sha256:ours' >"$LAB_HOME/built/ENGINE1"
  run lab --clean
  [ "$status" -eq 0 ]
  says 'golang:1.27 is kept'
  says 'images are left'
  [ "$(cat "$LAB_HOME/record")" = 'image ENGINE:1 sha256:built-golang:1.27 golang:1.27' ]
  [ "$(cat "$LAB_HOME/built/ENGINE1")" = 'image sha256:ours' ]
  # Built images alone are reason enough to remember.
  echo 'multistage/ours:1' >"$machine/used"
  run lab --clean
  says 'images are left'
  [ -e "$machine/images/multistage_ours_1" ]
  rm "$machine/used"
  run lab --clean
  [ "$status" -eq 0 ]
  [ -z "$(ls "$machine/images" | grep -v tags)" ]
  [ ! -e "$LAB_HOME" ]
}

@test "--clean forgets nothing where the engine ends meanwhile" {
  has_stand_in golang:1.27
  has_home
  echo 'image ENGINE:1 sha256:built-golang:1.27 golang:1.27' >"$LAB_HOME/record"
  touch "$machine/ends-with-rmi"
  run lab --clean
  [ "$status" -eq 125 ]
  says 'does not answer any more'
  grep -q golang "$LAB_HOME/record"
}

@test "a stand-in that somebody gave a name of theirs is theirs" {
  has_home
  # Its own name is the official image's now.
  theirs() {
    has_official golang:1.27
    echo 'sha256:built-golang:1.27 true recipe1' >"$machine/images/mine_1"
    echo 'mine:1' >"$machine/images/mine_1.tags"
    echo 'image ENGINE:1 sha256:built-golang:1.27 golang:1.27' >"$LAB_HOME/record"
  }
  theirs
  run lab --clean
  [ "$status" -eq 0 ]
  [ -e "$machine/images/mine_1" ]
  [ ! -e "$LAB_HOME" ]
  # The same when it is replaced by the official image.
  has_home
  theirs
  has_stand_in golang:1.27
  run lab true
  says 'official image now'
  [ -e "$machine/images/mine_1" ]
}

@test "--clean where there is nothing" {
  run lab --clean
  [ "$status" -eq 0 ]
  says 'nothing to remove'
}

@test "--clean stops a service that ./lab started, and keeps its data" {
  program systemctl <<<''
  has_home
  echo 'engine service ENGINE:1' >"$LAB_HOME/record"
  run lab --clean
  [ "$status" -eq 0 ]
  grep -qx 'systemctl stop docker.socket docker' "$machine/calls"
  [ -e "$machine/engine" ] # the stub's data folder is the machine
}

@test "--clean stops no service that doesn't say what it has" {
  program systemctl <<<''
  has_home
  touch "$machine/no-volume"
  echo 'engine service ENGINE:1' >"$LAB_HOME/record"
  run lab --clean
  [ "$status" -eq 0 ]
  [ "$(calls systemctl)" -eq 0 ]
  says 'keeps running'
}

@test "a folder with files that ./lab didn't make is no LAB_HOME, and --clean touches nothing in it" {
  mkdir -p "$LAB_HOME/images" "$LAB_HOME/packages"
  touch "$LAB_HOME/images/theirs" "$LAB_HOME/log"
  find "$LAB_HOME" >"$machine/before"
  run lab --clean
  [ "$status" -eq 125 ]
  says "$LAB_HOME has files that ./lab did not make"
  run lab echo ran
  [ "$status" -eq 125 ]
  [[ $output != *ran* ]]
  [ "$(find "$LAB_HOME")" = "$(cat "$machine/before")" ]
}

@test "a folder of somebody else's: whose, and what to do" {
  needs_root
  mkdir -p "$LAB_HOME"
  touch "$LAB_HOME/.made-by-lab"
  chown -R 65534 "$machine"
  chown root "$LAB_HOME"
  chmod a+rx "$BATS_TEST_TMPDIR" "$BATS_RUN_TMPDIR" "$(dirname "$BATS_TEST_TMPDIR")"
  run "$setpriv" --reuid=65534 --regid=65534 --clear-groups "$project/lab" echo ran
  [ "$status" -eq 125 ]
  says "$LAB_HOME cannot be made or written to by"
  says 'with sudo'
}

@test "--clean names what it can't delete" {
  has_home images
  program rm <<END
if [[ \$* == */images* ]]; then echo "rm: cannot remove '$LAB_HOME/images': Device or resource busy" >&2; exit 1; fi
exec "$(type -P rm)" "\$@"
END
  run lab --clean
  [ "$status" -eq 125 ]
  says "Not everything could be deleted: rm: cannot remove '$LAB_HOME/images': Device or resource busy"
  [[ $output != *cleaned* ]]
}

@test "a folder that ./lab found empty is its own, also after --clean left somebody's file there" {
  has_official golang:1.27
  mkdir -p "$LAB_HOME"
  run lab echo ran
  says ran
  touch "$LAB_HOME/mine"
  run lab --clean
  [ "$status" -eq 0 ]
  says 'is kept'
  [ -e "$LAB_HOME/mine" ]
  run lab echo ran
  [ "$status" -eq 0 ]
}

@test "the usual folder needs no mark: an older ./lab made it without" {
  [[ $EUID != 0 || -n $setpriv ]] || skip 'needs setpriv'
  has_official golang:1.27
  LAB_HOME=$HOME/.local/state/multistage-lab
  mkdir -p "$LAB_HOME"
  touch "$LAB_HOME/log"
  run lab_as_user echo ran
  [ "$status" -eq 0 ]
}
