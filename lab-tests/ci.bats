#!/usr/bin/env bats
# The scripts in .ci on a made-up machine: what they run is not there, what they make of it is real.

bats_require_minimum_version 1.5.0
load machine.bash

setup() {
  local git
  git=$(type -P git)
  new_machine
  cp -r "$source_tree/.ci" "$project/"
  touch "$machine/calls"
  ln -s "$git" "$machine/bin/git"
  git init --quiet "$project"
  git -C "$project" add .ci
  git -C "$project" -c user.name=test -c user.email=test@example.com commit --quiet --message='for tests'
  # In place of ./lab: it notes what it was called for, and makes the reports that it is told to.
  cat >"$project/lab" <<'END'
#!/bin/bash
echo "lab $*" >>"$machine/calls"
for report in ${makes-}; do
  mkdir -p "${report%/*}"
  echo "Tests run: 2, Failures: 0, Errors: 0, Skipped: ${skipped:-0}, Time elapsed: 1.5 s -- in a class" >"$report"
done
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
  makes=$reports/multistage.report.RebuildIT.txt run "$project/.ci/long" rebuild
  [ "$status" -eq 0 ]
  makes=$reports/multistage.report.RenamedIT.txt run "$project/.ci/long" rebuild
  [ "$status" -ne 0 ]
  says 'no test ran'
}

@test ".ci/long: a class whose tests were all skipped has not passed, and isn't noted" {
  local report=image-report/target/failsafe-reports/multistage.report.measure.SameImageIT.txt
  makes=$report skipped=2 run "$project/.ci/long" same-image
  [ "$status" -ne 0 ]
  says 'every test was skipped'
  [ ! -e "$project/docs/data/long-runs.tsv" ]
  makes=$report skipped=1 run "$project/.ci/long" same-image
  [ "$status" -eq 0 ]
  grep -q '^same-image' "$project/docs/data/long-runs.tsv"
}

@test ".ci/long: what it noted itself is no change to the commit, and what somebody changed is" {
  local report=image-report/target/failsafe-reports/multistage.report.RebuildIT.txt runs=$project/docs/data/long-runs.tsv commit
  mkdir -p "${runs%/*}" && echo $'busy\t2026-01-01\tabc1234\t1' >"$runs"
  echo 'help\t50' >"$project/docs/data/benchmarks.tsv"
  git -C "$project" add docs && git -C "$project" -c user.name=test -c user.email=test@example.com commit --quiet --amend --no-edit
  commit=$(git -C "$project" describe --always --abbrev=7)
  makes=$report run "$project/.ci/long" rebuild
  [ "$status" -eq 0 ]
  echo 'help\t51' >"$project/docs/data/benchmarks.tsv"
  makes=$report run "$project/.ci/long" rebuild
  [ "$status" -eq 0 ]
  grep -q $'^rebuild\t[0-9-]*\t'"$commit"$'\t' "$runs"
  echo >>"$project/.ci/steps.bash"
  makes=$report run "$project/.ci/long" rebuild
  [ "$status" -eq 0 ]
  grep -q $'^rebuild\t[0-9-]*\t'"$commit-dirty"$'\t' "$runs"
}

@test ".ci/long: nor has fuzzing without a report" {
  makes=image-reader/target/surefire-reports/multistage.image.LayerReaderFuzzTest.txt run "$project/.ci/long" fuzz
  [ "$status" -eq 0 ]
  run "$project/.ci/long" fuzz
  [ "$status" -ne 0 ]
  says 'no test ran'
}

# ci_up_to STEP: calls .ci/run with reports that have one row, and without what comes after that step.
ci_up_to() {
  local file
  for file in docs/data/report.json image-report/target/report/report.json; do
    mkdir -p "$project/${file%/*}"
    printf '    "id": "go/one",\n    "status": "passed",\n' >"$project/$file"
  done
  program shellcheck <<<''
  program bats <<<''
  sed -i "/^step .*$1/q" "$project/.ci/run"
}

@test ".ci/long: all steps together may take what each of them may" {
  local sum=0 minutes
  while read -r minutes; do sum=$((sum + minutes)); done < <(grep -o 'long_step [0-9]*' "$project/.ci/long" | cut -d ' ' -f 2)
  run sed -n 's/.*MOST_MINUTES:-\([0-9]*\).*/\1/p' "$project/.ci/long"
  [ "$output" = "$sum" ]
}

@test ".ci/run: one of two tools for scripts is not both, and is told first" {
  ci_up_to 'unit tests'
  rm "$machine/bin/shellcheck"
  program apt-get <<<'exit 100'
  run "$project/.ci/run"
  [ "$status" -eq 100 ]
  [ "$(calls lab)" -eq 0 ]
  program shellcheck <<<''
  run "$project/.ci/run"
  [ "$status" -eq 0 ]
}

@test ".ci/run: rows are compared only where there are some" {
  ci_up_to 'every variant is recorded'
  run "$project/.ci/run"
  [ "$status" -eq 0 ]
  echo '{}' >"$project/docs/data/report.json"
  run "$project/.ci/run"
  [ "$status" -eq 1 ]
  says 'docs/data/report.json has no row'
}
