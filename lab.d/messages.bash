# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# What ./lab says, and how it runs what takes a while: with progress, a log and a clean end on Ctrl-C.

exec 8>&2 # where messages go, whatever a command's output is sent to

say() { printf '%slab: [%3s s] %s\n' "${clear_line:-}" "$SECONDS" "$*" >&8; }

clear_line=''
if [[ -t 2 ]]; then clear_line=$'\r\033[K'; fi

# die WHAT-AND-WHERE WHAT-TO-DO…
die() {
  printf 'lab: %s\n' "$1" >&2
  shift
  [[ $# == 0 ]] || printf '     %s\n' "$@" >&2
  exit 125 # as `docker run` and `env` do: the command never ran
}

# indented: the end of a log, as part of a message.
indented() { tail -n "${2:-12}" "$1" 2>/dev/null | sed 's/^/       /' >&2 || true; }

has() {
  local command
  for command; do command -v "$command" >/dev/null || return 1; done
}

job=            # the process group that runs now
ticker=         # what shows its seconds
job_signal=TERM # how it is asked to end early: TERM for all of it, INT for its leader

# run TITLE COMMAND…: with its output in the log, and on a terminal with the seconds that it has taken. It is a process group
# of its own, so that Ctrl-C reaches it as job_signal, once, and is waited for: nothing is left running or half done.
run() {
  local title=$1 begin=$SECONDS code=0
  shift
  say "$title …"
  set -m
  "$@" </dev/null >>"$log" 2>&1 &
  job=$!
  set +m
  if [[ -t 2 ]]; then
    (while sleep 1; do printf '\rlab: [%3s s] %s … %s s ' "$SECONDS" "$title" "$((SECONDS - begin))" >&2; done) &
    ticker=$!
    disown "$ticker" # no message when it is ended, and nothing to wait for
  fi
  wait "$job" || code=$?
  job=
  stop_ticker
  ((code > 0 || SECONDS - begin < 2)) || say "$title: done in $((SECONDS - begin)) s"
  return "$code"
}

stop_ticker() {
  [[ -n $ticker ]] || return 0
  kill "$ticker" 2>/dev/null || true
  ticker=
  printf '%s' "$clear_line" >&2
}

stop_job() {
  stop_ticker
  [[ -n $job ]] || return 0
  say 'stopping; waiting for what is under way to end cleanly …'
  if [[ $job_signal == INT ]]; then
    kill -s INT "$job" 2>/dev/null || true
  else
    kill -s "$job_signal" -- "-$job" 2>/dev/null || kill -s "$job_signal" "$job" 2>/dev/null || true
  fi
  # Without `wait`, which in a trap waits for any child of this script.
  while group_lives "$job"; do sleep 0.1; done
  job=
}

# group_lives GROUP: with a process that is no zombie; in a container nobody may take those away.
group_lives() {
  if [[ -d /proc/self ]]; then
    { cat /proc/[0-9]*/stat 2>/dev/null || true; } | # some end while they are read
      awk -v group="$1" '{ sub(/^.*\) /, ""); if ($3 == group && $1 != "Z") found = 1 } END { exit !found }'
  else
    kill -0 -- "-$1" 2>/dev/null
  fi
}

# lives PROCESS
lives() { [[ $(sed 's/^.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null) == [^Z]* ]]; }

# interrupted CODE
interrupted() {
  trap '' INT TERM HUP
  stop_job
  exit "$1"
}

# quickly SECONDS COMMAND…: 124 when it takes longer. macOS has no `timeout`.
quickly() {
  local seconds=$1
  shift
  if has timeout; then
    timeout --foreground "$seconds" "$@"
  else
    "$@"
  fi
}
