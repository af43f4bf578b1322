# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# 2. A Docker engine.

engine=''       # the engine's ID, when one answers
engine_root=''  # its data folder; on another machine or in a virtual one it is not here
engine_problem=''
engine_hangs='' # it takes what it is asked, and never answers

ask_engine() {
  local answer code=0
  engine='' engine_root='' engine_problem='' engine_hangs=''
  use_client_of_root
  has docker || { engine_problem="There is no docker command on this machine"; return 1; }
  answer=$(quickly 20 docker info --format '{{.ServerVersion}}|{{.ID}}|{{.DockerRootDir}}|{{.Driver}}' 2>"$scratch/engine") || {
    code=$?
    answer="|||$answer"
  }
  IFS='|' read -r engine_version engine engine_root engine_storage <<<"$answer"
  if [[ -n $engine_version ]]; then
    # Behind its socket, Podman gives itself a new ID for each answer.
    answer=$(quickly 20 docker version --format '{{range .Server.Components}}{{.Name}} {{end}}' 2>/dev/null) || answer=''
    [[ $answer != *Podman* ]] || engine=podman
    return 0
  fi
  engine='' engine_root='' engine_storage=''
  if grep -q "can't evaluate field" "$scratch/engine"; then # Podman answers as Docker does, but knows no such fields
    engine=podman
    engine_version=$(quickly 20 docker version --format '{{.Server.Version}}' 2>>"$scratch/engine") && return 0
  fi
  engine=''
  engine_problem=$(grep -v '^WARNING' "$scratch/engine" | head -n 1)
  engine_problem=${engine_problem:-The Docker engine does not answer}
  if ((code == 124)); then
    engine_hangs=yes
    engine_problem='The Docker engine takes what it is asked, but gave no answer within 20 seconds'
  fi
  return 1
}

# own_engine_pid: where a dockerd of ours is alive. A number in a file says nothing: after a restart it may be anyone's.
own_engine_pid() {
  local pid
  pid=$(cat "$home/engine/dockerd.pid" 2>/dev/null) || return 1
  [[ $pid =~ ^[0-9]+$ && -r /proc/$pid/cmdline ]] || return 1
  { tr '\0' '\n' <"/proc/$pid/cmdline" || true; } 2>/dev/null | grep -xF -- "--data-root=$home/engine/data" >/dev/null || return 1
  echo "$pid"
}

# end_remnants: an engine that was killed leaves its containerd with containers. The next engine would not see what they have
# mounted, nor they what it mounts.
end_remnants() {
  local process
  while read -r process; do
    process=${process#/proc/}
    kill -KILL "${process%%/*}" 2>/dev/null || true
  done < <({
    grep -lF -f <(echo "$home/engine/exec/") /proc/[0-9]*/cmdline | while read -r process; do
      if is_containerd_of_ours "${process%/cmdline}"; then echo "$process"; fi
    done
    grep -lF -f <(ls "$home/engine/data/containers" 2>/dev/null) /proc/[0-9]*/cgroup
  } 2>/dev/null || true)
}

# is_containerd_of_ours /proc/PID: one with an argument in this engine's folder. In another namespace of processes, a folder of
# that name is another one.
is_containerd_of_ours() {
  [[ $(cat "$1/comm") == containerd* && $1/ns/pid -ef /proc/self/ns/pid ]] || return 1
  tr '\0' '\n' <"$1/cmdline" | awk -v folder="$home/engine/exec/" 'index($0, folder) == 1 { found = 1 } END { exit !found }'
}

# network_namespaces: those that engines of ./lab have made; each is mounted as a file below the engine's folder.
network_namespaces() { awk '$3 == "nsfs" && $2 ~ "/engine/exec/netns/" { print $2 }' /proc/mounts | sed 's/\\040/ /g'; }

# forget_dead_engines: an engine of any LAB_HOME that was killed leaves its containers' network namespaces, and with them
# their addresses on the bridge: a new engine's containers get the same ones, and now these answer, now those.
forget_dead_engines() {
  local namespace
  while read -r namespace; do
    home=${namespace%/engine/exec/netns/*} own_engine_pid >/dev/null || umount "$namespace" || true
  done < <(network_namespaces)
}

# settle_bridge: dockerd gives a docker0 that it makes an address (MAC) of its own, but takes one that it finds as it is. A
# bridge that was made otherwise has the lowest address of its containers'. When that container goes, what the others send is
# lost for a while: half a minute without an answer. With an address of its own it keeps it.
settle_bridge() {
  local assigned
  assigned=$(cat /sys/class/net/docker0/addr_assign_type 2>/dev/null) || return 0
  ((assigned != 3)) || return 0 # NET_ADDR_SET in linux/netdevice.h
  has ip || return 0
  run "giving the network bridge docker0 an address of its own" \
    ip link set dev docker0 address "$(printf '02:42:%02x:%02x:%02x:%02x' $((RANDOM % 256)) $((RANDOM % 256)) $((RANDOM % 256)) $((RANDOM % 256)))" || true
}

engine_is_ours() { recorded "engine own $engine" || recorded "engine service $engine"; }

get_engine() {
  ! ask_engine || return 0
  local chosen=${DOCKER_HOST:+DOCKER_HOST=$DOCKER_HOST} context
  if [[ -z $chosen ]] && context=$(docker context inspect --format '{{.Name}}' 2>/dev/null) && [[ $context != default ]]; then
    chosen="Docker's context $context"
  fi
  [[ -z $chosen ]] || die "The Docker engine that $chosen names does not answer: $engine_problem" \
    "Start it, or use this machine's own engine (unset DOCKER_HOST DOCKER_CONTEXT; docker context use default)."
  if [[ -n $engine_hangs ]]; then
    local pid
    if pid=$(own_engine_pid); then
      die "$engine_problem. It is ./lab's own (process $pid); its log is $home/engine/log." \
        "End it (kill -9 $pid), and call ./lab again: it starts another one."
    fi
    die "$engine_problem." "Restart it (with systemd: sudo systemctl restart docker), and call ./lab again."
  fi
  case $engine_problem in
    *[Pp]ermission\ denied*)
      die "The Docker engine is there, but you may not use it: $engine_problem" \
        "Type:  sudo adduser $(id -un) docker" "then log in again and call ./lab again. Or call ./lab with sudo."
      ;;
  esac
  [[ -n $debian ]] || die "$engine_problem." \
    "Install and start Docker (docs.docker.com/engine/install), or start Docker Desktop, and call ./lab again."
  if [[ -z $root ]] && ! packages_suffice; then
    die "$engine_problem. Getting an engine needs root. Call ./lab with sudo: it installs $(said_of_way)."
  elif [[ -z $root ]]; then
    local install='sudo apt-get update && sudo apt-get install --no-install-recommends docker.io iptables'
    ! has dockerd || install='sudo service docker start'
    die "$engine_problem. Getting an engine needs root. Type:" "$install" "sudo adduser $(id -un) docker" \
      "then log in again and call ./lab again. Or call ./lab with sudo: it does this itself."
  fi
  [[ -n $(version_of_packages) ]] || refresh_package_lists
  [[ -z $(packages_of_engine) ]] || install_packages packages_of_engine
  ! ask_engine || return 0 # a package may have started it
  if packages_suffice; then bring_packages_engine; else bring_engine_of_root; fi
  say_what_is_missing
}

# say_what_is_missing: in an engine that ./lab had to put up with.
say_what_is_missing() {
  local without=''
  docker buildx version >/dev/null 2>&1 || without=' without buildx'
  if [[ -n $without ]] || ! of_today "$engine_version"; then
    say "notice: this is Docker $engine_version$without: images are built by the classic builder, and what needs BuildKit or a newer engine is left out. With Docker 23 or newer and buildx, installed before, ./lab uses that"
  fi
}

# of_today VERSION: BuildKit is the usual builder from 23 on.
of_today() { [[ $1 =~ ^([0-9]+)\. ]] && ((BASH_REMATCH[1] >= 23)); }

# version_of_packages: of the engine that is installed here, or that this machine's own packages would bring.
version_of_packages() {
  if has dockerd; then
    dockerd --version 2>/dev/null | sed -n 's/^Docker version \([0-9][0-9.]*\).*/\1/p'
  else
    apt-cache policy docker.io 2>/dev/null | sed -n 's/^ *Candidate: \([0-9]*:\)\{0,1\}\([0-9][0-9.]*\).*/\2/p'
  fi
}

# packages_suffice: this machine's own packages are an engine of today; or one of them is a service of this machine, which
# is not for ./lab to replace.
packages_suffice() {
  if [[ -n $systemd ]] && has dockerd; then return; fi
  of_today "$(version_of_packages)" || return 1
  docker buildx version >/dev/null 2>&1 || apt-cache show docker-buildx >/dev/null 2>&1
}

# said_of_way: what would be brought.
said_of_way() {
  if packages_suffice; then
    echo "Docker $(version_of_packages) from this machine's packages"
  elif has_engine_root; then
    echo "$("$home/engine/root/usr/bin/docker" --version | sed 's/^Docker version \([0-9.]*\).*/Docker \1/') from Debian $(cat "$home/engine/root/suite"), as before"
  else
    local version
    version=$(version_of_packages)
    echo "Docker from Debian ${engine_suites// /, else }, in a directory of its own${version:+, as this machine has $version only}"
  fi
}

# packages_of_engine: what is missing to bring one here.
packages_of_engine() {
  if packages_suffice; then
    packages_of_packages_engine
  elif ! has_engine_root && ! has mmdebstrap; then
    printf 'mmdebstrap debian-archive-keyring '
  fi
}

packages_of_packages_engine() {
  local engine_is_missing=
  has dockerd containerd runc || engine_is_missing=yes
  [[ -z $engine_is_missing ]] || printf 'docker.io '
  # Newer Debians have the client in a package of its own.
  if ! has docker && apt-cache show docker-cli >/dev/null 2>&1; then printf 'docker-cli '; fi
  has iptables || printf 'iptables '
  # The client of docker.io needs it for BuildKit from version 23 on; where there is no such package, it is older.
  if [[ -n $engine_is_missing ]] && ! docker buildx version >/dev/null 2>&1 && apt-cache show docker-buildx >/dev/null 2>&1; then
    printf 'docker-buildx '
  fi
}

bring_packages_engine() {
  [[ -z $(packages_of_packages_engine) ]] || install_packages packages_of_packages_engine
  ! ask_engine || return 0
  if [[ -n $systemd ]]; then start_service; else start_own_engine dockerd; fi
}

# bring_engine_of_root: on a machine whose own packages are too old; these come last.
bring_engine_of_root() {
  local suite
  need_space_at "$home" 1
  for suite in $engine_suites; do
    has_engine_root || make_engine_root "$suite" ||
      { say "Debian $suite has no engine for this machine, for a reason at the end of $log; trying the next release"; continue; }
    use_client_of_root
    start_engine_of_root
    return
  done
  bring_packages_engine
}

start_service() {
  run "starting the Docker engine (systemctl start docker)" systemctl start docker || true
  local deadline=$((SECONDS + 30))
  until ask_engine; do
    if ((SECONDS > deadline)); then
      systemctl status docker --no-pager --lines=12 >>"$log" 2>&1 || true
      indented "$log"
      die "systemd could not start the Docker engine: $engine_problem" \
        "journalctl --unit docker says why. Fix that, and call ./lab again."
    fi
    sleep 0.5
  done
  add_to_record "engine service $engine"
}

# start_own_engine DOCKERD…: the command to start it with.
start_own_engine() {
  local folder=$home/engine boot pid deadline
  # A socket's name has at most 107 characters, and containerd puts some into this folder.
  ((${#folder} <= 70)) || die "The path of ./lab's directory is too long for an engine's sockets: $home" \
    "Set LAB_HOME to a shorter path, of at most 60 characters."
  mkdir -p "$folder"
  chmod 711 "$folder"
  forget_dead_engines
  settle_bridge
  boot=$(cat /proc/sys/kernel/random/boot_id)
  if ! own_engine_pid >/dev/null; then
    rm -f "$folder/dockerd.pid"
    # What ran before this machine was started is gone; notes about it would only be in the way.
    [[ $(cat "$folder/boot" 2>/dev/null) == "$boot" ]] || rm -rf "$folder/exec"
    end_remnants
  fi
  echo "$boot" >"$folder/boot"
  recorded 'engine own' || add_to_record 'engine own -'
  [[ -e $folder/forward ]] || with_programs_of_engine iptables -S FORWARD 2>/dev/null | head -n 1 >"$folder/forward" || true
  say "starting a Docker engine (its log: $folder/log) …"
  if ! pid=$(own_engine_pid); then
    # It outlives this script and its terminal, is no child of it, and holds none of its open files: no lock, no pipe of a caller.
    (
      for descriptor in /proc/self/fd/*; do
        descriptor=${descriptor##*/}
        ((descriptor <= 2)) || eval "exec $descriptor>&-"
      done
      setsid "$@" --data-root="$folder/data" --exec-root="$folder/exec" --pidfile="$folder/dockerd.pid" \
        </dev/null >"$folder/log" 2>&1 &
      echo "$!" >"$folder/started"
    )
    pid=$(cat "$folder/started")
  fi
  job=$pid # Ctrl-C: an engine that does not answer yet is stopped
  deadline=$((SECONDS + 60))
  until ask_engine; do
    if ! lives "$pid"; then
      job=
      indented "$folder/log" 6
      die "The Docker engine could not be started. Its log is $folder/log." \
        "Inside a container it needs all privileges (docker run --privileged); a kernel without overlayfs, iptables or" \
        "cgroups cannot run it. With an engine elsewhere, set DOCKER_HOST."
    fi
    if ((SECONDS > deadline)); then
      stop_job
      die "The Docker engine started, but did not answer within a minute: $engine_problem" \
        "It was stopped. Its log, $folder/log, says what it waited for; fix that, and call ./lab again."
    fi
    sleep 0.1
  done
  job=
  remove_from_record 'engine own'
  add_to_record "engine own $engine"
  say "the Docker engine runs (process $pid, storage $engine_storage)"
  if [[ $engine_storage == vfs ]]; then
    say "its storage is vfs, a copy of all files for each layer: slow, and large. $home is no file system for overlay2."
  fi
}
