#!/usr/bin/env bash
# in-root.sh ROOT COMMAND…: runs COMMAND with the programs and libraries of the Debian in ROOT, and with everything else of this
# machine. For an engine, that is: its programs are newer than this machine's, while the socket, the network, its settings in
# /etc, the certificates that it trusts and the folders that containers mount are where they always are.
#
# To be called in a mount namespace of its own (unshare --mount --propagation slave): nothing of this is seen outside.
set -euo pipefail

main() {
  local root=$1 kept
  shift
  # What an administrator put there, and modules of the running kernel, are this machine's in any case.
  for kept in /usr/local /usr/lib/modules; do
    if [[ -d $kept ]]; then
      mkdir -p "$root$kept"
      mount --rbind "$kept" "$root$kept"
    fi
  done
  mount --rbind "$root/usr" /usr
  export PATH=/usr/local/sbin:/usr/sbin:/usr/bin
  hash -r
  exec "$@"
}
# Read as a whole before it starts: bash itself is one of the programs that are replaced.
main "$@"
