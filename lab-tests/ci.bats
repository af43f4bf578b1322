#!/usr/bin/env bats
# The scripts in .ci on a made-up machine: what they run is not there, what they make of it is real.

bats_require_minimum_version 1.5.0
load machine.bash

setup() {
  new_machine
  cp -r "$source_tree/.ci" "$project/"
  touch "$machine/calls"
  # In place of ./lab: it notes what it was called for, and makes the reports that it is told to.
  cat >"$project/lab" <<'END'
#!/bin/bash
echo "lab $*" >>"$machine/calls"
for report in ${makes-}; do mkdir -p "${report%/*}" && touch "$report"; done
END
}

says() { [[ $output == *"$1"* ]] || { printf 'Expected: %s\nGot (%s):\n%s\n' "$1" "$status" "$output"; return 1; }; }

@test ".ci/long: a step that isn't there is told, and nothing runs" {
  run "$project/.ci/long" rebiuld
  [ "$status" -eq 2 ]
  says 'no step rebiuld'
  says 'rebuild idle-connections'
  [ "$(calls lab)" -eq 0 ]
}

@test ".ci/long: a class that leaves no report has not passed, whatever an earlier run left" {
  local reports=image-report/target/failsafe-reports
  makes=$reports/TEST-multistage.report.RebuildIT.xml run "$project/.ci/long" rebuild
  [ "$status" -eq 0 ]
  makes=$reports/TEST-multistage.report.RenamedIT.xml run "$project/.ci/long" rebuild
  [ "$status" -ne 0 ]
  says 'no test ran'
}

@test ".ci/long: nor has fuzzing without a report" {
  makes=image-reader/target/surefire-reports/TEST-multistage.image.LayerReaderFuzzTest.xml run "$project/.ci/long" fuzz
  [ "$status" -eq 0 ]
  run "$project/.ci/long" fuzz
  [ "$status" -ne 0 ]
  says 'no test ran'
}
