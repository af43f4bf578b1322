# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# An engine of today where this machine's own packages have none: the programs of a newer Debian, in a folder. They run with
# this machine's files, network and socket (in-root.sh), and COMMAND finds their client on its PATH.

# Best first. forky moves: what it has today, it may not have tomorrow.
engine_suites='forky trixie'

# The engine, its builder, and what it calls. Without what they merely recommend: containers get no AppArmor profile.
packages_of_root=docker.io,docker-cli,docker-buildx,iptables,iproute2,kmod,procps,xz-utils

has_engine_root() { [[ -f $home/engine/root/suite ]]; }

# make_engine_root SUITE: fails where this machine gets no such Debian, or where its programs don't run here.
make_engine_root() {
  local new=$home/engine/root.new name
  rm -rf --one-file-system "$home/engine/root" "$new"
  mkdir -p "$home/engine"
  run "getting Docker from Debian $1" debian_with_docker "$1" "$new" || return 1
  # /etc is this machine's, and what it names as iptables is not in there.
  for name in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
    ln -sf xtables-nft-multi "$new/usr/sbin/$name"
  done
  cp -L /etc/os-release "$new/usr/lib/os-release"
  { "$new/usr/bin/docker" --version && in_root "$new" dockerd --version; } >>"$log" 2>&1 || return 1
  echo "$1" >"$new/suite"
  mv "$new" "$home/engine/root"
}

# debian_with_docker SUITE FOLDER: from where this machine gets Debian.
debian_with_docker() (
  set -euo pipefail
  here=$repository/dockerfiles/base-images work=$scratch host_ca_certificates=/usr/local/share/ca-certificates
  # shellcheck source=/dev/null
  source "$here/debian.bash"
  mirrors=$(mirrors)
  options=()
  while IFS= read -r setting; do [[ -z $setting ]] || options+=("--aptopt=${setting%;}"); done <<<"$(host_apt_settings)"
  # A suite that moves says how long its lists hold. A mirror that lags behind is still better than an engine of years ago.
  without_descriptors unshare --mount mmdebstrap --mode=root --format=directory --variant=extract \
    --include="$packages_of_root" "${options[@]}" --aptopt='Acquire::Languages "none"' \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    "$1" "$2" "deb [signed-by=$keyring] $(sed -n 's/^main //p' <<<"$mirrors") $1 main"
)

# in_root ROOT COMMAND…
in_root() { unshare --mount --propagation slave bash "$repository/lab.d/in-root.sh" "$@"; }

# use_client_of_root: its docker comes first on the PATH, and finds its plugin for BuildKit. Plugins are looked for in Docker's
# folder of settings: ours has what the user's has, and that plugin.
use_client_of_root() {
  local client=$home/engine/client settings=${DOCKER_CONFIG:-${HOME:-/root}/.docker} file
  has_engine_root || return 0
  if [[ $settings == "$client/settings" ]]; then # called by a COMMAND of ./lab
    [[ ! -e $client/bin/docker ]] || return 0
    settings=${LAB_USERS_DOCKER_CONFIG:-${HOME:-/root}/.docker} # it called ./lab --clean, which removed the client
  fi
  mkdir -p "$client"/{bin,settings/cli-plugins}
  ln -sfn "$home/engine/root/usr/bin/docker" "$client/bin/docker"
  for file in "$settings"/* "$settings"/cli-plugins/*; do
    [[ ! -e $file || $file == */cli-plugins ]] || ln -sfn "$file" "$client/settings/${file#"$settings/"}"
  done
  ln -sfn "$home/engine/root/usr/libexec/docker/cli-plugins/docker-buildx" "$client/settings/cli-plugins/docker-buildx"
  export PATH=$client/bin:$PATH DOCKER_CONFIG=$client/settings LAB_USERS_DOCKER_CONFIG=$settings
  hash -r
}

# start_engine_of_root: with the containerd image store, as newer engines have from the start, where Docker has grown up to it.
start_engine_of_root() {
  local dockerd=(unshare --mount --propagation slave bash "$repository/lab.d/in-root.sh" "$home/engine/root" dockerd)
  # systemd would be asked to make cgroups, and this engine is no service of it.
  dockerd+=(--exec-opt native.cgroupdriver=cgroupfs)
  if [[ $(docker --version) =~ \ ([0-9]+)\. ]] && ((BASH_REMATCH[1] >= 28)); then
    dockerd+=(--feature containerd-snapshotter=true)
    # By default, a fifth of the disk has to stay free, or the builder forgets what it built: every second run would begin anew.
    # 30 GB hold what all rows and tests leave. This limit is needed where minFreeSpace has no effect: the builder
    # counts blocks as free that the file system reserves. What somebody set up for this machine is left alone.
    if [[ ! -e /etc/docker/daemon.json ]]; then
      cat >"$home/engine/daemon.json" <<'JSON'
{"builder": {"gc": {"enabled": true, "policy": [
  {"all": true, "reservedSpace": "2GB", "maxUsedSpace": "30GB", "minFreeSpace": "4GB"}
]}}}
JSON
      dockerd+=(--config-file "$home/engine/daemon.json")
    fi
  fi
  start_own_engine "${dockerd[@]}"
}
