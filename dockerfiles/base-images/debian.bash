# shellcheck shell=bash
# Debian packages into a folder: with dpkg and a package database (debian_tree), or just their files (unpack).
# For build.sh, which sets these:
: "${here:?}" "${home:?}" "${work:?}" "${host_ca_certificates:?}"

suite=trixie
keyring=${LAB_DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
packages=$home/packages

# mirrors: prints where this machine gets Debian from, as "main URI" and, where it has one, "security URI". Asked is apt,
# which knows all forms of source lists, and the Origin that each archive's signed Release file names: other people's
# archives often use Debian's code names, too.
mirrors() {
  if [[ -n ${LAB_DEBIAN_MIRROR:-} ]]; then
    echo "main $LAB_DEBIAN_MIRROR"
    return
  fi
  local targets codename
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  targets=$(known_archives "$codename")
  if [[ $targets != *main* ]]; then
    apt-get update --quiet=2 >&2 || true # other people's archives may fail
    targets=$(known_archives "$codename")
  fi
  if [[ $targets != *main* ]]; then
    die "No archive of Debian is among this machine's apt sources (apt-get indextargets lists them)." \
      "Name one that serves $suite, as it would stand in a sources.list:  export LAB_DEBIAN_MIRROR=http://…/debian"
  fi
  echo "$targets"
}

known_archives() {
  # shellcheck disable=SC2016 # apt fills these in
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(CODENAME)|$(COMPONENT)|$(REPO_URI)' 'Created-By: Packages' |
    awk -F'|' -v codename="$1" '
      $1 == "Debian" && $4 == "main" && $2 == "Debian" && $3 == codename && !main { main = 1; print "main", $5 }
      $1 == "Debian" && $4 == "main" && $2 == "Debian-Security" && !security { security = 1; print "security", $5 }'
}

# sources [SUITE…]: one-line sources of the suite, its updates and the further suites named.
sources() {
  local kind uri extra
  while read -r kind uri; do
    if [[ $kind == security ]]; then
      echo "deb [signed-by=$keyring] $uri $suite-security main"
    else
      for extra in "$suite" "$suite-updates" "$@"; do echo "deb [signed-by=$keyring] $uri $extra main"; done
    fi
  done <<<"$(mirrors)"
}

# with_lock NAME COMMAND…: recipes may run at the same time and share what was downloaded. Packages and the minimal Debian have a
# lock each: who only downloads packages doesn't wait until that Debian is made.
with_lock() {
  local name=$1
  shift
  mkdir -p "$packages/partial"
  (
    flock 9
    "$@"
  ) 9>"$packages/$name.lock"
}

# with_mounts TREE COMMAND…: with /proc and /dev in the tree, and the downloaded packages where apt in it has them. In a mount
# namespace of its own: whatever ends the command, the mounts end with it.
with_mounts() {
  # shellcheck disable=SC2016 # for the inner shell
  unshare --mount --fork --kill-child bash -ec '
    tree=$1 packages=$2
    shift 2
    mount -t proc proc "$tree/proc"
    mount --rbind /dev "$tree/dev"
    if [[ -d $tree/var/cache/apt/archives ]]; then mount --bind "$packages" "$tree/var/cache/apt/archives"; fi
    exec "$@"' - "$1" "$packages" "${@:2}"
}

# apt_trixie TREE ARGUMENT…: apt-get with trixie's sources and, of this machine's settings, only those that say how archives are
# reached. What is installed is what TREE says; for TREE none, nothing is.
apt_trixie() {
  local tree=$1 run=()
  shift
  {
    printf 'Dir::Etc "%s";\nDir::Etc::SourceList "%s";\nDir::Etc::SourceParts "-";\n' "$packages/etc" "$packages/sources.list"
    printf 'Dir::State::Lists "%s";\nDir::Cache::PkgCache "";\nDir::Cache::SrcPkgCache "";\n' "$packages/lists"
    printf 'APT::Install-Recommends "false";\nAPT::Sandbox::User "root";\nAcquire::Languages "none";\n'
    host_apt_settings
    if [[ $tree == none ]]; then
      printf 'Dir::State::Status "%s";\n' "$packages/etc/status"
    else
      printf 'Dir::State::Status "%s";\nDir::State::Extended_States "%s";\nDir::Log "%s";\n' \
        "$tree/var/lib/dpkg/status" "$tree/var/lib/apt/extended_states" "$tree/var/log/apt"
    fi
    if [[ $1 == install ]]; then
      printf 'DPkg::Chroot-Directory "%s";\nDir::Cache::Archives "%s";\nDebug::NoLocking "true";\n' \
        "$tree" "$tree/var/cache/apt/archives"
    else
      printf 'Dir::Cache::Archives "%s";\n' "$packages"
    fi
  } >"$work/apt.conf"
  [[ $1 != install ]] || run=(with_mounts "$tree")
  APT_CONFIG=$work/apt.conf DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get --quiet=2 --yes "$@"
}

# host_apt_settings: how this machine reaches archives (proxies, checks of dates), as lines of an apt.conf.
host_apt_settings() {
  apt-config dump | grep -E '^Acquire::(https?::|Check-|Max-ValidTime|Retries)' || true
}

refresh_lists() {
  mkdir -p "$packages"/etc/{apt.conf.d,preferences.d}
  sources "$suite-backports" >"$work/sources.list"
  if ! cmp --silent "$work/sources.list" "$packages/sources.list" || [[ -z $(find "$packages/updated" -mmin -60 2>/dev/null) ]]; then
    mkdir -p "$packages/lists/partial"
    : >"$packages/etc/status"
    rm -f "$packages/updated"
    cp "$work/sources.list" "$packages/sources.list"
    apt_trixie none update
    touch "$packages/updated"
  fi
}

# download PACKAGE…: prints the paths of the .deb files.
download() {
  with_lock packages download_with_lock "$@"
}

download_with_lock() {
  local file uris
  refresh_lists >&2
  uris=$(apt_trixie none download --print-uris "$@") ||
    die "Debian's $suite and $suite-backports have no package of this name: $*"
  (cd "$packages" && apt_trixie none download "$@" >&2)
  while read -r _ file _; do echo "$packages/$file"; done <<<"$uris"
}

# unpack FOLDER PACKAGE…: their files and nothing else, neither dependencies nor installation scripts.
unpack() {
  local folder=$1 file files
  shift
  files=$(download "$@")
  mkdir -p "$folder"
  while read -r file; do dpkg-deb --extract "$file" "$folder"; done <<<"$files"
}

# unpack_recorded TREE PACKAGE…: as unpack, and says so as distroless images do: one file per package, where scanners look.
unpack_recorded() {
  local tree=$1 file files package
  shift
  files=$(download "$@")
  mkdir -p "$tree/var/lib/dpkg/status.d"
  while read -r file; do
    dpkg-deb --extract "$file" "$tree"
    package=$(dpkg-deb --field "$file" Package)
    dpkg-deb --field "$file" >"$tree/var/lib/dpkg/status.d/$package"
    dpkg-deb --ctrl-tarfile "$file" | tar --extract --to-stdout --occurrence=1 ./md5sums \
      >"$tree/var/lib/dpkg/status.d/$package.md5sums"
  done <<<"$files"
}

# unpack_go VERSION TREE: Go at /usr/local/go, and the folder of GOPATH. Debian has a part in /usr/lib with links to /usr/share.
unpack_go() {
  local version=$1 tree=$2 part
  for part in go src; do
    dpkg-deb --fsys-tarfile "$(download "golang-$version-$part")" |
      tar --extract --directory "$tree" --exclude='./usr/share/doc' --exclude='./usr/share/lintian' \
        --exclude="./usr/lib/go-$version/"{api,lib,misc,src,test,pkg/include} \
        --transform="s,^\./usr/lib/go-$version,./usr/local/go,rh;s,^\./usr/share/go-$version,./usr/local/go,rh"
  done
  install -d -m 1777 "$tree/go" "$tree/go/src" "$tree/go/bin"
}

# debian_tree TREE PACKAGES: a minimal Debian with these packages, configured as Debian's own images for containers are.
debian_tree() {
  local tree=$1 include
  read -rd '' -a include <<<"$2" || true
  # First, so that only one recipe at a time makes apt ask for this machine's archives, which minimal_debian reads as well.
  with_lock packages refresh_lists
  with_lock minimal minimal_debian
  tar --extract --directory "$tree" --file "$packages/minimal.tar"
  ((${#include[@]} > 0)) || return 0
  with_lock packages download_for "$tree" "${include[@]}"
  apt_trixie "$tree" install "${include[@]}" >"$work/apt.log" 2>&1 ||
    { cat "$work/apt.log" >&2; die "apt-get could not install: ${include[*]}"; }
  tidy "$tree"
}

# download_for TREE PACKAGE…: what the tree lacks to install them. Making the minimal Debian may have taken so long that the lists
# are due again.
download_for() {
  local tree=$1
  shift
  refresh_lists
  apt_trixie "$tree" --download-only install "$@"
}

# minimal_debian: packages/minimal.tar, for all trees; made again after a day, or when it is to be made of something else.
minimal_debian() {
  local setting options=() sources
  mapfile -t sources < <(sources)
  { printf '%s\n' "${sources[@]}"; cat "$here/debian.bash"; } >"$work/minimal.recipe"
  if [[ -n $(find "$packages/minimal.tar" -mmin -1440 2>/dev/null) ]] && cmp --silent "$work/minimal.recipe" "$packages/minimal.recipe"
  then
    return
  fi
  command -v mmdebstrap >/dev/null || die "mmdebstrap is missing. Install it:  apt-get install mmdebstrap"
  # An address with a password in it would end up in the image.
  while IFS= read -r setting; do [[ -z $setting || $setting == *@* ]] || options+=("--aptopt=${setting%;}"); done <<<"$(host_apt_settings)"
  without_descriptors unshare --mount mmdebstrap --verbose --mode=root --format=directory --variant=minbase "${options[@]}" \
    --aptopt='Acquire::Languages "none"' --aptopt='APT::AutoRemove::SuggestsImportant "false"' \
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/groff/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/lintian/*' --dpkgopt='path-exclude=/usr/share/linda/*' \
    "$suite" "$work/minimal" "${sources[@]}" >"$work/mmdebstrap.log" 2>&1 ||
    { tail -n 30 "$work/mmdebstrap.log" >&2; die "mmdebstrap could not make a minimal Debian $suite."; }
  rm "$work/minimal/etc/apt/sources.list"
  debian_sources >"$work/minimal/etc/apt/sources.list.d/debian.sources"
  # Like Debian's images: no downloaded packages in layers, no services started while packages are installed.
  echo 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };' \
    >"$work/minimal/etc/apt/apt.conf.d/docker-clean"
  printf '#!/bin/sh\nexit 101\n' >"$work/minimal/usr/sbin/policy-rc.d"
  chmod 755 "$work/minimal/usr/sbin/policy-rc.d"
  tidy "$work/minimal"
  tar --create --numeric-owner --directory "$work/minimal" --file "$packages/minimal.new" .
  mv "$packages/minimal.new" "$packages/minimal.tar"
  mv "$work/minimal.recipe" "$packages/minimal.recipe"
}

# without_descriptors COMMAND…: mmdebstrap lets dash redirect to a descriptor of its own, and dash knows none above 9. Those that
# were inherited, of locks and of callers, must not take these places.
without_descriptors() (
  for descriptor in /proc/self/fd/*; do
    descriptor=${descriptor##*/}
    ((descriptor <= 2)) || eval "exec $descriptor>&-"
  done
  exec "$@"
)

# tidy TREE: what is of this machine and this moment.
tidy() {
  find "$1/dev" "$1/run" -mindepth 1 -delete
  find "$1/var/log" "$1/var/lib/apt/lists" "$1/var/cache/apt" -type f -delete
  rm -f "$1"/etc/{hostname,resolv.conf} "$1"/var/cache/{debconf/*-old,ldconfig/aux-cache} "$1/var/lib/dpkg/"{status,available,diversions}-old \
    "$1/var/lib/apt/extended_states"
}

# debian_sources: what apt in the image gets packages from: where this machine gets them.
debian_sources() {
  local kind uri suites
  while read -r kind uri; do
    suites="$suite $suite-updates"
    [[ $kind == main ]] || suites=$suite-security
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
      "$uri" "$suites" /usr/share/keyrings/debian-archive-keyring.gpg
  done <<<"$(mirrors)"
}

# add_host_certificates TREE: to a tree that has update-ca-certificates.
add_host_certificates() {
  local tree=$1
  if [[ -n $(host_certificates) ]]; then
    host_certificates | xargs -d '\n' cp -t "$tree$host_ca_certificates"
    chmod 644 "$tree$host_ca_certificates"/*.crt
  fi
  chroot "$tree" update-ca-certificates >/dev/null 2>&1
}

host_certificates() {
  find "$host_ca_certificates" -name '*.crt' 2>/dev/null | LC_ALL=C sort
}

# ca_bundle: the CA certificates of Debian's package and this machine's own, one after the other.
ca_bundle() {
  unpack "$work/ca-certificates" ca-certificates
  find "$work/ca-certificates/usr/share/ca-certificates" -name '*.crt' | LC_ALL=C sort | xargs -d '\n' cat
  host_certificates | xargs -d '\n' --no-run-if-empty cat
}
