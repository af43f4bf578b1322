# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# ./lab --clean: by the record, and only what still is what was recorded.

# clean: by the record, and only what still is what was recorded.
clean() {
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}/multistage-image-report left
  if ask_engine && ! recorded "engine own $engine"; then
    remove_images
    if recorded "engine service $engine"; then stop_service; fi
  fi
  if recorded 'engine own'; then remove_own_engine; fi
  if [[ -d $cache ]]; then
    delete "${cache:?}"/*
    say "emptied $cache"
  fi
  delete "$home"/{images,packages,registries,pull.said,log}
  left=$(sed -n 's/^image \([^ ]*\) .*/\1/p' "$record" 2>/dev/null | sort -u | paste -s -d ' ' -) || true
  if [[ -n $left || -n $(cat "$home"/built/* 2>/dev/null) ]]; then
    say "images are left${left:+ on the Docker engines with these IDs (docker info): $left}. Start engines that do not answer, remove what uses the images, and call ./lab --clean again"
    return
  fi
  delete "$home"/{built,record,record.new,lock,.made-by-lab}
  rmdir "$home" 2>/dev/null || {
    make_mark
    left=$(cd "$home" && find . -mindepth 1 -maxdepth 1 ! -name .made-by-lab | head -n 3 | sed 's/^..//' | paste -s -d ' ' -)
    say "$home is kept: it has files that ./lab did not make ($left). Remove it if you do not need them"
  }
  say 'cleaned; packages that were installed stay'
}

# delete FILE…: by rm, whose own words name what cannot be deleted, and why.
delete() {
  rm -rf "$@" 2>"$scratch/undeleted" || die "Not everything could be deleted: $(head -n 1 "$scratch/undeleted")" \
    "Make it deletable, or call ./lab --clean as the user that it belongs to (with sudo, if that is root)."
}

# remove_images: from the engine that answers; built ones first, as they are made of stand-ins. What can't be removed, as something
# uses it, stays in the record.
remove_images() {
  local built id name kept
  built=$(built_images)
  if [[ -f $built ]]; then
    remove_by_name "built images" < <(reversed "$built" | while read -r _ id; do removable "$id" 'multistage/*'; done)
    kept=$(while read -r _ id; do [[ -z $(removable "$id" 'multistage/*') ]] || echo "image $id"; done <"$built")
    if [[ -n $kept ]]; then echo "$kept" >"$built"; else rm -f "$built"; fi
  fi
  recorded "image $engine " || return 0
  grep "^image $engine " "$record" >"$scratch/stand-ins"
  remove_by_name "stand-ins" < <(reversed "$scratch/stand-ins" | while read -r _ _ id name; do removable "$id" "$name"; done)
  remove_from_record "image $engine "
  while read -r _ _ id name; do
    if [[ -n $(removable "$id" "$name") ]]; then
      say "$name is kept: something still uses it (docker ps --all)"
      add_to_record "image $engine $id $name"
    fi
  done <"$scratch/stand-ins"
}

# reversed FILE: later ones first, as an image cannot go before those that are made of it.
reversed() { awk '{ line[NR] = $0 } END { while (NR) print line[NR--] }' "$1"; }

# remove_by_name WHAT: the images that standard input names, a line each. To an engine that ends meanwhile, all seem gone.
remove_by_name() {
  local name names=()
  while read -r name; do names+=("$name"); done
  [[ ${#names[@]} == 0 ]] || run "removing ${#names[@]} $1" docker rmi "${names[@]}" || true
  quickly 20 docker version >/dev/null 2>&1 ||
    die "The Docker engine does not answer any more." "Start it, and call ./lab --clean again."
}

remove_own_engine() {
  local pid mount deadline networks=''
  if recorded "engine own ${engine:--}"; then
    networks=$(quickly 20 docker network ls --quiet --filter driver=bridge 2>/dev/null) || true
  fi
  if pid=$(own_engine_pid); then
    say "stopping ./lab's Docker engine (process $pid) …"
    kill "$pid" 2>/dev/null || true
    deadline=$((SECONDS + 60))
    while lives "$pid"; do
      ((SECONDS < deadline)) || die "./lab's Docker engine (process $pid) does not stop. Its log is $home/engine/log." \
        "Stop it (kill -9 $pid), and call ./lab --clean again."
      sleep 0.2
    done
  fi
  end_remnants
  # shellcheck disable=SC2086 # IDs
  remove_network $networks
  # An engine that was killed leaves mounts; what is mounted must not be deleted.
  while read -r mount; do umount "$mount" || umount --lazy "$mount" || true; done < <(
    awk -v folder="$home/engine/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | sed 's/\\040/ /g' | sort -r)
  run "removing ./lab's Docker engine and all its images" rm -rf --one-file-system "$home/engine" ||
    { indented "$log"; die "$home/engine could not be removed as a whole." "Remove what the log names, and call ./lab --clean again."; }
  local own
  own=$(sed -n 's/^engine own //p' "$record")
  remove_from_record "image $own "
  [[ $own == - ]] || rm -f "$(engine=$own built_images)" # an engine that never answered has none
  remove_from_record 'engine own'
}

# remove_network ID…: the bridges of these networks and docker0, and the rules for them, unless another engine may use them.
remove_network() {
  local id restore state forward=''
  has ip || return 0
  while read -r id; do
    [[ ! ${id%comm}ns/net -ef /proc/self/ns/net ]] || return 0
  done < <(grep -lx dockerd /proc/[0-9]*/comm 2>/dev/null || true)
  for id in "$@"; do ip link delete "br-$id" 2>/dev/null || true; done
  ip link delete docker0 2>/dev/null || true
  # Docker closes the way from one network to another. It may have been open before.
  ! grep -q ACCEPT "$home/engine/forward" 2>/dev/null || forward='s/^:FORWARD DROP/:FORWARD ACCEPT/'
  for restore in iptables-restore ip6tables-restore; do
    state=$(with_programs_of_engine "${restore/restore/save}" 2>/dev/null) || continue
    { grep -vE 'DOCKER|docker0|br-[0-9a-f]{12}' <<<"$state" || true; } | sed "$forward" |
      with_programs_of_engine "$restore" >>"$log" 2>&1 || true
  done
}

with_programs_of_engine() { if has_engine_root; then in_root "$home/engine/root" "$@"; else "$@"; fi; }

# stop_service: as ./lab started it, if nobody else uses it now. A question without an answer is not a no. Its data stays: it was
# this machine's engine before, and what else is in there (networks, a swarm, plugins, a build cache) is not for ./lab to judge.
stop_service() {
  local containers images volumes
  if containers=$(docker ps --all --quiet) && images=$(docker images --quiet) && volumes=$(docker volume ls --quiet) &&
    [[ -z $containers$images$volumes ]]; then
    run "stopping the Docker service" systemctl stop docker.socket docker || die "systemd could not stop the Docker service." \
      "journalctl --unit docker says why. Stop it (systemctl stop docker.socket docker), and call ./lab --clean again."
  else
    say "the Docker service keeps running: it has, or may have, images, containers or volumes that ./lab did not make"
  fi
  remove_from_record "engine service"
}
