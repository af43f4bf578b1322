# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# The folder of ./lab, the written record of what it made, and the lock that it is made under.

# spell_home: one name for one folder, however LAB_HOME spells it: engines, mounts and processes are found by it.
spell_home() {
  [[ ! -d $home ]] || home=$(cd "$home" && pwd -P)
  export LAB_HOME=$home
  log=$home/log
  # One line for each thing that --clean removes: `engine own|service`, `image ENGINE ID NAME`.
  record=$home/record
}

# make_home: the folder has to be one that ./lab made or found empty, as --clean deletes by name what is in there. The usual
# one always is: nobody else has a folder of that name.
make_home() {
  local mark=$home/.made-by-lab
  mkdir -p "$home" 2>/dev/null || true
  [[ -w $home ]] || die "The directory $home cannot be made or written to by $(id -un)." \
    "Call ./lab as the user that it belongs to (with sudo, if that is root), or set LAB_HOME to a folder of your own."
  if [[ ! -e $mark ]]; then
    [[ $home -ef $usual_home || -z $(ls -A "$home") || -e $mark ]] || die "The directory $home has files that ./lab did not make." \
      "Set LAB_HOME to a folder that isn't there yet, or is empty: ./lab --clean deletes what it finds in it." \
      "If an older ./lab made this one:  touch $(printf %q "$mark")"
    make_mark
  fi
}
make_mark() { echo 'This directory is for ./lab: ./lab --clean deletes what is in it.' >"$home/.made-by-lab"; }

# built_images: the file in which image-report notes the images that it builds on this engine (LAB_RECORD).
built_images() { echo "$home/built/${engine//[^A-Za-z0-9]/}"; }

# take_lock: two calls at once make each thing once; the second waits. Where there is no flock (macOS), nothing is made.
take_lock() {
  local holder
  has flock || return 0
  while :; do
    exec 9>>"$home/lock"
    if ! flock --nonblock 9; then
      holder=$(cat "$home/lock")
      say "another ./lab${holder:+ (process $holder)} is at work; waiting for it …"
      # In steps, so that Ctrl-C is heard.
      until flock --timeout 1 9; do :; done
    fi
    echo "$$" >"$home/lock"
    # Another ./lab --clean may have removed the file meanwhile.
    [[ ! $home/lock -ef /proc/self/fd/9 ]] || return 0
    make_home
  done
}

recorded() { [[ -f $record ]] && grep -q "^$1" "$record"; }

add_to_record() { grep -qxF "$*" "$record" 2>/dev/null || printf '%s\n' "$*" >>"$record"; }

remove_from_record() {
  [[ -f $record ]] || return 0
  grep -v "^$1" "$record" >"$record.new" || true
  mv "$record.new" "$record"
}

# removable ID PATTERN: by what an image of ours may be removed: its names that fit the pattern, or its ID where it has no name.
# Names that others gave to it are theirs, and keep it: to remove it by its ID would take such a name along.
removable() {
  local names name plain
  names=$(docker image inspect --format '{{join .RepoTags " "}}' "$1" 2>/dev/null) || return 0
  for name in ${names:-$1}; do
    plain=${name#localhost/} # Podman spells names out
    plain=${plain#docker.io/}
    plain=${plain#library/}
    # shellcheck disable=SC2053 # a pattern
    if [[ $plain == $2 || $name == "$1" ]]; then echo "$name"; fi
  done
}
