# shellcheck shell=bash
# Steps of a CI script, each held against the minutes that it may take.

most_minutes=${MOST_MINUTES:-75}
steps=''

# step MINUTES NAME COMMAND…: a step that takes longer is told so; what fails the run is that all take too long together.
step() {
  step_minutes=$1 step_name=$2 step_begin=$SECONDS
  shift 2
  printf '\n==> [%s s] %s: %s\n' "$SECONDS" "$step_name" "$*"
  # On its own, not as a condition: -e would be off in functions.
  "$@"
  note_step ''
  step_name=''
  if ((SECONDS > most_minutes * 60)); then
    printf '==> %s s are more than the %s minutes that all steps may take\n' "$SECONDS" "$most_minutes" >&2
    exit 1
  fi
}

note_step() { # WHAT BECAME OF IT
  local took=$((SECONDS - step_begin)) remark=$1
  ((took <= step_minutes * 60)) || remark="$remark over its budget"
  steps+=$(printf '%-40s %5s s of %5s s %s' "$step_name" "$took" "$((step_minutes * 60))" "$remark")$'\n'
}

summary() {
  [[ -z ${step_name:-} ]] || note_step 'FAILED'
  printf '\n==> [%s s of %s s]\n%s' "$SECONDS" "$((most_minutes * 60))" "$steps"
  slowest_tests
}
trap summary EXIT

# slowest_tests: the integration tests that the last verify ran, by class.
slowest_tests() {
  sed -n 's/^<testsuite .* name="[^"]*\.\([A-Za-z]*IT\)" time="\([0-9.]*\)".*/\2 \1/p' \
    ./*/target/failsafe-reports/TEST-*IT.xml 2>/dev/null | sort -rn | head -n 12 | sed 's/^/    /' || true
}
