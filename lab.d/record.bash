# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# The written record of what ./lab made, and the lock that it is made under.

# built_images: the file in which image-report notes the images that it builds on this engine (LAB_RECORD).
built_images() { echo "$home/built/${engine//[^A-Za-z0-9]/}"; }

# take_lock: two calls at once make each thing once; the second waits. Where there is no flock (macOS), nothing is made.
take_lock() {
  has flock || return 0
  while :; do
    exec 9>"$home/lock"
    if ! flock --nonblock 9; then
      say "another ./lab is at work; waiting for it …"
      # In steps, so that Ctrl-C is heard.
      until flock --timeout 1 9; do :; done
    fi
    # Another ./lab --clean may have removed the file meanwhile.
    [[ ! $home/lock -ef /proc/self/fd/9 ]] || return 0
    mkdir -p "$home"
  done
}

recorded() { [[ -f $record ]] && grep -q "^$1" "$record"; }

add_to_record() { grep -qxF "$*" "$record" 2>/dev/null || printf '%s\n' "$*" >>"$record"; }

remove_from_record() {
  [[ -f $record ]] || return 0
  grep -v "^$1" "$record" >"$record.new" || true
  mv "$record.new" "$record"
}
