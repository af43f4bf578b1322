#!/usr/bin/env bash
# Measures how fast this project itself is. Keeps the samples in docs/data/benchmarks.tsv, with date, commit and machine, and
# writes docs/benchmarks.md from them. What is measured again replaces what was there of the same processor.
#
#   ./lab docs/benchmarks.sh                  everything but first-look and first-run
#   ./lab docs/benchmarks.sh help explain     these: help page explain gzip small-heap unit-tests unchanged cold-builds tool-image
#   ./lab docs/benchmarks.sh first-look       these remove what ./lab built on its engine: first-look first-run
#   docs/benchmarks.sh --write                nothing: writes docs/benchmarks.md anew
#
# Needs a machine that does nothing else, the images that ./lab mvn verify left on the engine, and the tool:
# image-report/target/image-report.jar.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

rounds=${ROUNDS:-3}
# Before anything is written. What an earlier call measured, or .ci/long noted, doesn't count as a change.
commit=$(git describe --always --abbrev=7 --exclude '*')
[[ -z $(git status --porcelain --untracked-files=no -- \
  ':!docs/data/long-runs.tsv' ':!docs/benchmarks.md' ':!docs/data/benchmarks.tsv') ]] || commit+=-dirty
jar=$PWD/image-report/target/image-report.jar
samples=docs/data/benchmarks.tsv
large=multistage/go:single-stage
dive=v0.13.1

# In the order of the table.
# shellcheck disable=SC2016 # these backticks are Markdown's
benchmarks=(
  'help|`image-report --help`|ms|400|'
  'page|Loading a report of 100 rows (at most 5 MB) from disk, and then opening a row and one of its lines by keyboard|ms|1000|In Chromium.'
  'tool-image|`docker run image-report --help`, less an empty container|ms|150|'
  "explain|Reading \`$large\` from a file that \`docker save\` wrote, without pull sizes, nothing cached, with 128 MB of heap, beside dive's analysis of it|ratio|1.5|"
  "gzip|Reading that image from a file with uncompressed layers, with pull sizes, for which each layer is compressed, beside \`gzip -6\` of that file|ratio|0.37|"
  'gzip-busy|How busy the processors are meanwhile: the CPU time per processor, beside the time|ratio||'
  'gzip-reading|CPU time of reading the same file without pull sizes, beside that with them|ratio||'
  "gzip-collector|Reading it with pull sizes and the serial garbage collector, beside the usual one|ratio||"
  "gzip-archive|Reading it with pull sizes and an archive of the tool's classes (CDS), beside none|ratio||"
  "small-heap|Reading that image from the file of \`docker save\` with pull sizes and 128 MB of heap, beside the usual heap|ratio||"
  'unit-tests|`./lab --no-docker mvn test`, compiled before|s|35|'
  'unit-tests-own|The time of its test classes, added up and divided by the processors|s||'
  "first-look|The three rows of the README's first look, nothing built before: until the page is there|s|240|"
  'first-look-whole|The first look, until the command ends|s||'
  'first-run|`./lab mvn verify`, nothing built before|s|720|'
  'first-run-report|The full report in it|s||'
  'first-run-stages|Reading the stages that stay on the builder (`-Dstages`), beside that run as a whole|ratio|0.1|'
  'lesson|The lesson in `./lab mvn verify`, nothing changed|s|50|'
  'report|The full report in `./lab mvn verify`, nothing changed|s|45|'
  'unchanged|`./lab mvn verify` as a whole, nothing changed|s|100|'
  'cold-builds|Building, saving and explaining the rows without special needs, without a cache, beside a loop of `docker build`|ratio|1|'
)

names='help page explain gzip small-heap unit-tests unchanged cold-builds tool-image'
only_if_named='first-look first-run'
wanted=("$@")
for name; do
  [[ $name == --write || " $names $only_if_named " == *" $name "* ]] || {
    printf 'docs/benchmarks.sh: there is no benchmark %s; there are: %s\n' "$name" "$names $only_if_named" >&2
    exit 2
  }
done
[[ ${#wanted[@]} != 0 ]] || read -ra wanted <<<"$names"
wanted() { [[ " ${wanted[*]} " == *" $1 "* ]]; }

work=$(mktemp -d)
images=()
clean_up() {
  ((${#images[@]} == 0)) || docker image rm --force "${images[@]}" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# millis COMMAND…: how long it takes; its CPU time is in $work/cpu then. What it prints is shown only if it fails.
millis() {
  local TIMEFORMAT='%R %U %S'
  { time "$@" >"$work/output" 2>&1; } 2>"$work/time" || {
    tail -n 40 "$work/output" >&2
    cp "$work/output" image-report/target/benchmark-failed.log
    echo 'docs/benchmarks.sh: all that it printed is in image-report/target/benchmark-failed.log' >&2
    return 1
  }
  awk '{ printf "%.0f\n", 1000 * ($2 + $3) }' "$work/time" >"$work/cpu"
  awk '{ printf "%.0f\n", 1000 * $1 }' "$work/time"
}

ratio() { awk -v one="$1" -v other="$2" 'BEGIN { printf "%.2f\n", one / other }'; }
seconds() { awk -v millis="$1" 'BEGIN { printf "%.1f\n", millis / 1000 }'; }

machine() {
  local engine
  engine=$(docker version --format 'Docker {{.Server.Version}}' 2>/dev/null) || engine='no Docker engine'
  awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo | tr -s ' ' | tr -d '\n'
  awk -v processors="$(nproc)" -v engine="$engine" \
    '/^MemTotal/ { printf ", %d processors, %.0f GB, %s\n", processors, $2 * 1024 / 1e9, engine }' /proc/meminfo
}

# keep NAME SAMPLE…: replaces what was measured before with this processor.
keep() {
  local machine
  machine=$(machine)
  printf '%s: %s\n' "$1" "${*:2}" >&2
  touch "$samples"
  {
    awk -F '\t' -v name="$1" -v processor="${machine%%,*}," '$1 != name || index($5, processor) != 1' "$samples"
    printf '%s\t%s\t%s\t%s\t%s\n' "$1" "${*:2}" "$(date -u +%F)" "$commit" "$machine"
  } >"$work/samples"
  sort --field-separator=$'\t' --key=1,1 --key=5,5 "$work/samples" >"$samples"
}

# What each measurement needs, before an hour is spent on others.
require() {
  [[ -f $jar ]] || {
    printf 'docs/benchmarks.sh: there is no %s; make it: ./lab --no-docker mvn package\n' "$jar" >&2
    exit 1
  }
}

archive() {
  [[ -f $work/image.tar ]] || docker save "$large" --output "$work/image.tar"
}

# The same with uncompressed layers, as Docker's older image store writes it: an engine with containerd's store keeps them
# compressed, and gzip has little to do with those.
unpacked_archive() {
  local blob name
  archive
  [[ ! -f $work/unpacked.tar ]] || return 0
  mkdir "$work/unpacked"
  tar -xf "$work/image.tar" -C "$work/unpacked"
  # What describes the compressed layers.
  rm -f "$work/unpacked/index.json" "$work/unpacked/oci-layout"
  for blob in "$work"/unpacked/blobs/sha256/*; do
    gzip --test "$blob" 2>/dev/null || continue
    gzip --decompress --stdout "$blob" >"$work/layer"
    # A layer has its digest for a name.
    name=$(sha256sum <"$work/layer")
    mv "$work/layer" "$work/unpacked/blobs/sha256/${name%% *}"
    sed -i "s/${blob##*/}/${name%% *}/g" "$work/unpacked/manifest.json"
    rm "$blob"
  done
  tar -cf "$work/unpacked.tar" -C "$work/unpacked" .
  rm -r "$work/unpacked"
}

explain() { # FILE [OPTION OF JAVA…] [-- OPTION OF THE TOOL…]
  local file=$1 java=()
  shift
  while [[ $# -gt 0 && $1 != -- ]]; do
    java+=("$1")
    shift
  done
  rm -rf "$work/cache"
  XDG_CACHE_HOME=$work/cache java ${java[@]+"${java[@]}"} -jar "$jar" "${@:2}" "$file"
}

measure_help() {
  local values=() round
  for ((round = 0; round < 3 * rounds; round++)); do values+=("$(millis java -jar "$jar" --help)"); done
  keep help "${values[@]}"
}

# A test in a browser writes them down.
measure_page() {
  local values
  rm -f image-report/target/browser/hundred-rows.txt
  millis ./lab --no-docker mvn -B -ntp -pl image-report -am verify -Pbrowser -DskipUnitTests=true \
    -Dit.test=HundredRowsBrowserIT -Dpage.rounds="$((3 * rounds))" -Dfailsafe.failIfNoSpecifiedTests=false >/dev/null
  read -ra values <image-report/target/browser/hundred-rows.txt
  keep page "${values[@]}"
}

# An empty container is what Docker costs.
measure_tool_image() {
  local values=() round tool empty
  images+=(multistage/benchmarked-tool multistage/benchmarked-nothing)
  docker build --quiet --tag multistage/benchmarked-tool . >/dev/null
  docker build --quiet --tag multistage/benchmarked-nothing - >/dev/null <<'DOCKERFILE'
FROM debian:trixie-slim
ENTRYPOINT ["true"]
DOCKERFILE
  for ((round = 0; round < 3 * rounds; round++)); do
    tool=$(millis docker run --rm multistage/benchmarked-tool --help)
    empty=$(millis docker run --rm multistage/benchmarked-nothing)
    values+=($((tool - empty)))
  done
  keep tool-image "${values[@]}"
}

# dive is compiled in the image that the course has anyway, and runs in it, without a container for each round.
measure_explain() {
  local values=() round ours theirs certificates mounts
  archive
  certificates=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
  mounts=(--volume "$work:/go/bin")
  [[ ! -f $certificates ]] || mounts+=(--volume "$certificates:/etc/ssl/certs/ca-certificates.crt:ro")
  docker run --rm --env CGO_ENABLED=0 "${mounts[@]}" golang:1.27 go install "github.com/wagoodman/dive@$dive" >&2
  for ((round = 0; round < rounds; round++)); do
    ours=$(millis explain "$work/image.tar" -Xmx128m -- --no-pull-sizes)
    theirs=$(millis "$work/dive" --source docker-archive --json "$work/dive.json" "$work/image.tar")
    values+=("$(ratio "$ours" "$theirs")")
  done
  keep explain "${values[@]}"
}

measure_gzip() {
  local values=() busy=() reading=() collector=() archive=() round ours theirs with without other classes=$work/classes.jsa
  unpacked_archive
  millis explain "$work/unpacked.tar" "-XX:ArchiveClassesAtExit=$classes" >/dev/null
  for ((round = 0; round < rounds; round++)); do
    ours=$(millis explain "$work/unpacked.tar")
    with=$(cat "$work/cpu")
    theirs=$(millis gzip --stdout -6 "$work/unpacked.tar")
    millis explain "$work/unpacked.tar" -- --no-pull-sizes >/dev/null
    without=$(cat "$work/cpu")
    other=$(millis explain "$work/unpacked.tar" -XX:+UseSerialGC)
    collector+=("$(ratio "$other" "$ours")")
    other=$(millis explain "$work/unpacked.tar" "-XX:SharedArchiveFile=$classes" -Xshare:on)
    archive+=("$(ratio "$other" "$ours")")
    values+=("$(ratio "$ours" "$theirs")")
    busy+=("$(ratio "$((with / $(nproc)))" "$ours")")
    reading+=("$(ratio "$without" "$with")")
  done
  keep gzip "${values[@]}"
  keep gzip-busy "${busy[@]}"
  keep gzip-reading "${reading[@]}"
  keep gzip-collector "${collector[@]}"
  keep gzip-archive "${archive[@]}"
}

measure_small_heap() {
  local values=() round small usual
  archive
  for ((round = 0; round < rounds; round++)); do
    small=$(millis explain "$work/image.tar" -Xmx128m)
    usual=$(millis explain "$work/image.tar")
    values+=("$(ratio "$small" "$usual")")
  done
  keep small-heap "${values[@]}"
}

measure_unit_tests() {
  local values=() own=() round took
  millis ./lab --no-docker mvn -B -ntp test >/dev/null
  for ((round = 0; round < rounds; round++)); do
    rm -rf ./*/target/surefire-reports
    took=$(millis ./lab --no-docker mvn -B -ntp test)
    values+=("$(seconds "$took")")
    own+=("$(sed -n 's/^<testsuite .* time="\([0-9.,]*\)".*/\1/p' ./*/target/surefire-reports/TEST-*.xml | tr -d ',' |
      awk -v processors="$(nproc)" '{ sum += $1 } END { printf "%.1f", sum / processors }')")
  done
  keep unit-tests "${values[@]}"
  keep unit-tests-own "${own[@]}"
}

# suite MODULE CLASS: the seconds of an integration test, as Maven's report has them.
suite() {
  sed -n 's/^<testsuite .* time="\([0-9.,]*\)".*/\1/p' "$1"/target/failsafe-reports/TEST-*."$2".xml | tr -d ','
}

# One run before, that does what has changed.
measure_unchanged() {
  local whole=() lesson=() report=() round took
  millis ./lab mvn -B -ntp verify >/dev/null
  for ((round = 0; round < rounds; round++)); do
    took=$(millis ./lab mvn -B -ntp verify)
    whole+=("$(seconds "$took")")
    lesson+=("$(suite size-report VariantIT)")
    report+=("$(suite image-report FullReportIT)")
  done
  keep unchanged "${whole[@]}"
  keep lesson "${lesson[@]}"
  keep report "${report[@]}"
}

measure_cold_builds() {
  # Above its limit it fails; the figures are there all the same.
  docs/build-ratio.sh | tee "$work/ratio" >&2 || true
  local values
  mapfile -t values < <(sed -n 's/^round .*ratio \([0-9.]*\)$/\1/p' "$work/ratio")
  ((${#values[@]} == 3)) || {
    echo 'docs/benchmarks.sh: docs/build-ratio.sh gave no three ratios' >&2
    return 1
  }
  keep cold-builds "${values[@]}"
}

# A clone, on a machine that has packages and Maven's downloads, but nothing that ./lab built.
anew() {
  local root
  # Another engine would keep its build cache, so nothing there would be a first run.
  root=$(docker info --format '{{.DockerRootDir}}' 2>/dev/null) || root=none
  [[ $root == none || $root == "${LAB_HOME:-}/engine/data" ]] || {
    echo 'docs/benchmarks.sh: first-look and first-run need the engine of ./lab, but another one answers' >&2
    return 1
  }
  # The clone would not have what is measured.
  [[ $commit != *-dirty ]] || {
    echo 'docs/benchmarks.sh: first-look and first-run measure a clone: commit what has changed' >&2
    return 1
  }
  ./lab --clean >&2
  rm -rf "$work/clone"
  git clone --quiet . "$work/clone"
}

verify_anew() { millis env -C "$work/clone" ./lab mvn -B -ntp verify "$@"; }

# With the variants that the README names for it. The page is written together with report.json; the lesson's tests run after it.
measure_first_look() {
  local page=() whole=() variants round began took
  variants=$(sed -n "s/^.*-Dvariants='\([^']*\)' -DskipUnitTests.*/\1/p" README.md | grep .)
  for ((round = 0; round < rounds; round++)); do
    anew
    began=$(date +%s%3N)
    took=$(verify_anew -DskipUnitTests=true "-Dvariants=$variants")
    whole+=("$(seconds "$took")")
    took=$(($(stat --format %.3Y "$work/clone/image-report/target/report/report.json" | tr -d .) - began))
    page+=("$(seconds "$took")")
  done
  keep first-look "${page[@]}"
  keep first-look-whole "${whole[@]}"
}

measure_first_run() {
  local values=() report=() stages=() round took reading
  for ((round = 0; round < rounds; round++)); do
    anew
    took=$(verify_anew)
    values+=("$(seconds "$took")")
    report+=("$(suite "$work/clone/image-report" FullReportIT)")
    verify_anew -DskipUnitTests=true -Dstages >/dev/null
    reading=$(sed -n '/"name": "stages"/,/}/s/.*"millis": \([0-9]*\).*/\1/p' "$work/clone/image-report/target/report/report.json")
    [[ -n $reading ]] || {
      echo 'docs/benchmarks.sh: report.json has no phase called stages' >&2
      return 1
    }
    stages+=("$(ratio "$reading" "$took")")
  done
  keep first-run "${values[@]}"
  keep first-run-report "${report[@]}"
  keep first-run-stages "${stages[@]}"
}

# The middle one, and the lowest and the highest, which are the error bars of few samples.
figure() { # UNIT SAMPLE…
  printf '%s\n' "${@:2}" | sort -n | awk -v unit="$1" '
    { value[NR] = $1 }
    END {
      middle = NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2
      form = unit == "ratio" ? "%.2f" : "%.0f"
      suffix = unit == "ratio" ? "" : " " unit
      printf form suffix " | ", middle
      if (NR == 1) printf "one sample"
      else printf form " to " form, value[1], value[NR]
    }'
}

write() {
  local line name what unit goal remark values day commit machine
  cat <<'MARKDOWN'
# How fast this project is

`docs/benchmarks.sh` measures these figures and writes this page. Most ratios divide the times of two commands that took turns in
one run: below 1, the first was faster. The spread is the lowest and the highest sample. Times in seconds and milliseconds depend
on the machine, which the last column names: compare them only between rows with the same machine. What was measured with
processors of two kinds has two rows. [Method](method.md#how-fast-it-is) has the smaller benchmarks.

| What | Median | Spread | Samples | Goal | Date, commit, machine |
|---|---:|---:|---:|---:|---|
MARKDOWN
  for line in "${benchmarks[@]}"; do
    IFS='|' read -r name what unit goal remark <<<"$line"
    while IFS=$'\t' read -r _ values day commit machine; do
      # shellcheck disable=SC2086 # samples are words
      printf '| %s | %s | %d | %s | %s, %s, %s |\n' "$what${remark:+. ${remark%.}}" "$(figure "$unit" $values)" "$(wc -w <<<"$values")" \
        "$(if [[ -n $goal ]]; then if [[ $unit == ratio ]]; then echo "$goal"; else echo "$goal $unit"; fi; fi)" "$day" "$commit" "$machine"
    done < <(grep "^$name"$'\t' "$samples")
  done
}

wanted --write || require
for name in $names $only_if_named; do
  if wanted "$name"; then "measure_${name//-/_}"; fi
done
write >"$work/page"
mv "$work/page" docs/benchmarks.md
