# shellcheck shell=bash
# Debian packages into a folder: with dpkg and a package database (debian_tree), or just their files (unpack).
# For build.sh, which sets these:
: "${home:?}" "${work:?}" "${host_ca_certificates:?}"

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

# with_lock COMMAND…: recipes may run at the same time and share what was downloaded.
with_lock() {
  mkdir -p "$packages/partial"
  (
    flock 9
    "$@"
  ) 9>"$packages/.lock"
}

# apt_trixie ARGUMENT…: apt-get with this machine's settings (proxies and such), but with trixie's sources, and with
# nothing installed.
apt_trixie() {
  apt-get --quiet=2 --option Dir::Etc::SourceList="$packages/sources.list" --option Dir::Etc::SourceParts=- \
    --option Dir::State::Lists="$packages/lists" --option Dir::State::Status="$packages/status" \
    --option Dir::Cache::PkgCache= --option Dir::Cache::SrcPkgCache= --option APT::Get::List-Cleanup=true \
    --option APT::Sandbox::User=root --option Acquire::Languages=none "$@"
}

refresh_lists() {
  sources "$suite-backports" >"$work/sources.list"
  mkdir -p "$packages/lists/partial"
  : >"$packages/status"
  if ! cmp --silent "$work/sources.list" "$packages/sources.list" || [[ -z $(find "$packages/updated" -mmin -60 2>/dev/null) ]]; then
    rm -f "$packages/updated"
    cp "$work/sources.list" "$packages/sources.list"
    apt_trixie update
    touch "$packages/updated"
  fi
}

# download PACKAGE…: prints the paths of the .deb files.
download() {
  with_lock download_unlocked "$@"
}

download_unlocked() {
  local file uris
  refresh_lists >&2
  uris=$(apt_trixie download --print-uris "$@") ||
    die "Debian's $suite and $suite-backports have no package of this name: $*"
  (cd "$packages" && apt_trixie download "$@" >&2)
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

# host_apt_settings: how this machine reaches archives (proxies, checks of dates), as lines of an apt.conf. An address with
# a password in it is left out: it would end up in the image.
host_apt_settings() {
  apt-config dump | grep -E '^Acquire::(https?::|Check-|Max-ValidTime|Retries)' | grep -v '@' || true
}

# debian_tree FOLDER PACKAGES: a minimal Debian with these packages, configured as Debian's own images for containers are.
debian_tree() {
  local folder=$1 include setting
  read -rd '' -a include <<<"$2" || true
  local sources options=()
  mapfile -t sources < <(sources)
  ((${#include[@]} == 0)) || options+=("--include=${include[*]}")
  while IFS= read -r setting; do [[ -z $setting ]] || options+=("--aptopt=${setting%;}"); done <<<"$(host_apt_settings)"
  command -v mmdebstrap >/dev/null || die "mmdebstrap is missing. Install it:  apt-get install mmdebstrap"
  mkdir -p "$packages"
  # shellcheck disable=SC2016 # $1 in a hook is the tree
  # The hooks keep downloaded packages for the next recipe, as hard links: that takes no time and no space.
  # In a mount namespace of its own: whatever ends mmdebstrap, the mounts that it makes end with it.
  unshare --mount mmdebstrap --quiet --mode=root --format=directory --variant=minbase \
    --aptopt='Acquire::Languages "none"' --aptopt='APT::AutoRemove::SuggestsImportant "false"' "${options[@]}" \
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/groff/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/lintian/*' --dpkgopt='path-exclude=/usr/share/linda/*' \
    --skip=essential/unlink \
    --setup-hook='mkdir -p "$1/var/cache/apt/archives"' \
    --setup-hook="find '$packages' -maxdepth 1 -name '*.deb' -exec cp --link -t \"\$1/var/cache/apt/archives\" {} +" \
    --customize-hook="find \"\$1/var/cache/apt/archives\" -maxdepth 1 -name '*.deb' -exec cp --link --no-clobber -t '$packages' {} +" \
    "$suite" "$folder" "${sources[@]}" 2>"$work/mmdebstrap.log" ||
    { cat "$work/mmdebstrap.log" >&2; die "mmdebstrap could not make a Debian $suite with: $2"; }

  find "$folder/dev" "$folder/var/log" "$folder/var/lib/apt/lists" -mindepth 1 ! -type d -delete
  find "$folder/dev" "$folder/run" -mindepth 1 -delete
  rm -f "$folder"/etc/{hostname,resolv.conf,apt/sources.list} "$folder"/var/cache/{apt/*.bin,debconf/*-old,ldconfig/aux-cache}
  debian_sources >"$folder/etc/apt/sources.list.d/debian.sources"
  # Like Debian's images: no downloaded packages in layers, no services started while packages are installed.
  echo 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };' \
    >"$folder/etc/apt/apt.conf.d/docker-clean"
  printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
  chmod 755 "$folder/usr/sbin/policy-rc.d"
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

# unpack_go VERSION TREE: Go at /usr/local/go, and the folder of GOPATH. Debian's Go is links from /usr/lib to /usr/share.
unpack_go() {
  local version=$1 tree=$2
  unpack "$work/go" "golang-$version-go" "golang-$version-src"
  mkdir -p "$tree/usr/local/go"
  cp --archive --dereference "$work/go/usr/lib/go-$version/." "$tree/usr/local/go/"
  install -d -m 1777 "$tree/go" "$tree/go/src" "$tree/go/bin"
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
