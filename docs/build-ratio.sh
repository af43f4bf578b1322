#!/usr/bin/env bash
# How long a cold run builds, saves and explains images, against a loop that only builds the same Dockerfiles one after the
# other; in turn, three times. The base images have to be there, and image-report/target/image-report.jar (./lab mvn package).
#
#   ./lab docs/build-ratio.sh                                          # all rows that need nothing but their base images
#   ./lab docs/build-ratio.sh go/multi-stage-scratch go/multi-stage-alpine
#
# Nobody's cache is emptied for that: both sides build copies, in which an ENV after each FROM makes every step a new one.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=3
most=1.3
jar=$PWD/image-report/target/image-report.jar
[ -f "$jar" ] || {
  echo "docs/build-ratio.sh: there is no $jar; make it: ./lab --no-docker mvn package" >&2
  exit 1
}

rows=("$@")
if [ $# -eq 0 ]; then
  for file in dockerfiles/*/*.Dockerfile; do
    # What needs BuildKit, a secret, a registry or packages from elsewhere would measure that.
    grep -qE '^# (Needs|Secrets?|Builder|Platform|Only for):' "$file" || {
      row=${file#dockerfiles/}
      rows+=("${row%.Dockerfile}")
    }
  done
fi

folder=$(mktemp -d)
record=$folder/record
touch "$record"
clean_up() {
  # All that was made: by name, and the stages that have none.
  docker image ls --format '{{.Repository}}:{{.Tag}}' 'multistage/cold*' | xargs --no-run-if-empty docker rmi >/dev/null 2>&1 || true
  tac "$record" | sed -n 's/^image //p' | xargs --no-run-if-empty --max-args=1 docker rmi >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap clean_up EXIT

# copy NAME: the rows in a folder of that name, under servers' names of their own, with nothing of them built yet.
copy() {
  local root=$folder/$1 row server name file improves
  for row in "${rows[@]}"; do
    server=${row%/*} name=${row#*/} file=dockerfiles/$row.Dockerfile
    [ -f "$file" ] || {
      echo "docs/build-ratio.sh: there is no $file; name rows as in go/multi-stage-scratch" >&2
      exit 1
    }
    mkdir -p "$root/dockerfiles/cold$server"
    [ -d "$root/webserver-cold$server" ] || cp -R "webserver-$server" "$root/webserver-cold$server"
    # Each step's predecessor is a copy, too, if it is one of the rows.
    improves='/^# Improves on:/d'
    case " ${rows[*]} " in *" $(sed -n 's/^# Improves on: //p' "$file") "*) improves='s/^# Improves on: /&cold/' ;; esac
    sed -e "$improves" -e "/^FROM /a ENV COLD=$1-$$" "$file" >"$root/dockerfiles/cold$server/$name.Dockerfile"
  done
}

# phases FILE: the seconds that a run built, saved and explained.
phases() {
  tr -d '\n' <"$1" | grep -oE '"name": "(build|weigh)", *"millis": [0-9]+' | awk '{ sum += $NF } END { print sum / 1000 }'
}

printf '%s rows: %s\n' "${#rows[@]}" "${rows[*]}"
ratios=()
for ((round = 1; round <= rounds; round++)); do
  copy "ours$round"
  # A row that fails has still been built, or says why: what it comes to is for another program.
  XDG_CACHE_HOME=$folder/cache$round LAB_RECORD=$record java -jar "$jar" run --root "$folder/ours$round" --starts 1 \
    --output "$folder/report$round" >"$folder/ours$round.log" 2>&1 || {
    grep -q '"status": "failed"' "$folder/report$round/report.json" 2>/dev/null || cat "$folder/ours$round.log" >&2
    grep FAILED "$folder/ours$round.log" >&2 || true
    exit 1
  }
  ours=$(phases "$folder/report$round/report.json")

  copy "loop$round"
  begin=$(date +%s%N)
  for row in "${rows[@]}"; do
    docker build --file "$folder/loop$round/dockerfiles/cold$row.Dockerfile" --tag "multistage/cold${row/\//:}" \
      "$folder/loop$round/webserver-cold${row%/*}" >"$folder/build.log" 2>&1 || {
      cat "$folder/build.log" >&2
      exit 1
    }
  done
  loop=$(awk -v nanos="$(($(date +%s%N) - begin))" 'BEGIN { print nanos / 1e9 }')

  ratio=$(awk -v ours="$ours" -v loop="$loop" 'BEGIN { printf "%.2f", ours / loop }')
  ratios+=("$ratio")
  printf 'round %d: building, saving and explaining %.1f s; the loop, which only builds, %.1f s; ratio %s\n' \
    "$round" "$ours" "$loop" "$ratio"
done

median=$(printf '%s\n' "${ratios[@]}" | sort -n | sed -n "$(((rounds + 1) / 2))p")
echo "median ratio $median; the goal is 1.0, the limit $most"
awk -v ratio="$median" -v most="$most" 'BEGIN { exit ratio > most }'
