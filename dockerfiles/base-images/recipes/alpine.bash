# shellcheck shell=bash disable=SC2034,SC2154 # build.sh sets and reads variables
# alpine:3.N: busybox (all commands and the shell), the C library musl, CA certificates; no package manager apk.

config='
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["/bin/sh"]
'

fill() {
  local tree=$1
  mkdir -p "$tree"/{bin,dev,etc/ssl/certs,home,lib,media,mnt,opt,proc,run,sbin,srv,sys,usr/{bin,sbin,lib,local/{bin,lib,share},share}} \
    "$tree"/var/{cache,empty,lib,local,log,lock,mail,opt,spool,tmp}
  install -d -m 700 "$tree/root"
  install -d -m 1777 "$tree/tmp" "$tree/var/tmp"

  unpack "$work/unpacked" busybox-static musl
  install -m 755 "$(find "$work/unpacked" -path '*bin/busybox')" "$tree/bin/busybox"
  "$tree/bin/busybox" --list-full | sed "/^bin.busybox$/d; s|^|$tree/|" | xargs -d '\n' -n 1 ln -s /bin/busybox
  local loader
  loader=$(find "$work/unpacked" -name 'ld-musl-*.so.1')
  # Debian's is a link to the library elsewhere; Alpine has the file itself here.
  install -m 755 "$(find "$work/unpacked" -path '*-linux-musl*/libc.so' -type f)" "$tree/lib/${loader##*/}"
  local musl_libc=${loader##*/ld-}
  ln -s "${loader##*/}" "$tree/lib/libc.${musl_libc%.1}.1"

  ca_bundle >"$tree/etc/ssl/certs/ca-certificates.crt"
  ln -s certs/ca-certificates.crt "$tree/etc/ssl/cert.pem"

  printf '%s\n' "$tag.0" >"$tree/etc/alpine-release"
  printf '%s\n' 'NAME="Alpine Linux"' ID=alpine "VERSION_ID=$tag.0" \
    "PRETTY_NAME=\"Stand-in for Alpine Linux v$tag (busybox and musl from Debian)\"" >"$tree/etc/os-release"
  printf '%s\n' root:x:0:0:root:/root:/bin/sh bin:x:1:1:bin:/bin:/sbin/nologin daemon:x:2:2:daemon:/sbin:/sbin/nologin \
    guest:x:405:100:guest:/dev/null:/sbin/nologin nobody:x:65534:65534:nobody:/:/sbin/nologin >"$tree/etc/passwd"
  printf '%s\n' root:x:0:root bin:x:1:root,bin,daemon daemon:x:2:root,bin,daemon tty:x:5: users:x:100: nogroup:x:65533: \
    nobody:x:65534: >"$tree/etc/group"
  sed 's/:.*/:!::0:::::/' "$tree/etc/passwd" >"$tree/etc/shadow"
  chmod 640 "$tree/etc/shadow"
  printf '%s\n' /bin/sh /bin/ash >"$tree/etc/shells"
  printf '127.0.0.1\tlocalhost localhost.localdomain\n::1\tlocalhost localhost.localdomain\n' >"$tree/etc/hosts"
}
