# shellcheck shell=bash disable=SC2034,SC2154 # build.sh sets and reads variables
# gcr.io/distroless/static-debian13:nonroot: the files of a few Debian packages, users, CA certificates; no shell.

config='
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 65532
WORKDIR /home/nonroot
'

fill() {
  local tree=$1
  unpack_recorded "$tree" base-files netbase tzdata media-types
  printf '%s\n' root:x:0:0:root:/root:/sbin/nologin nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin \
    nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin >"$tree/etc/passwd"
  printf '%s\n' root:x:0: nobody:x:65534: tty:x:5: staff:x:50: nonroot:x:65532: >"$tree/etc/group"
  install -d -m 700 "$tree/root"
  install -d -m 755 "$tree/home"
  install -d -m 700 --owner=65532 --group=65532 "$tree/home/nonroot"
  install -d -m 1777 "$tree/tmp"
  echo 'hosts: files dns' >"$tree/etc/nsswitch.conf"
  mkdir -p "$tree/etc/ssl/certs"
  ca_bundle >"$tree/etc/ssl/certs/ca-certificates.crt"
  sed -i 's/^PRETTY_NAME=.*/PRETTY_NAME="Stand-in for Distroless (Debian)"/' "$tree/usr/lib/os-release"
}
