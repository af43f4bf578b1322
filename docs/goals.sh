#!/usr/bin/env bash
# What was tried to make a row smaller or faster that misses a goal, and where its start goes. The tables in docs/goals.md are made
# of what it keeps in docs/data:
#
#   sizes    goals-sizes.json: a row built again, each time with other changes
#   spring   goals-spring.json: many starts of few rows, and of one with another runtime
#   starts   goals-starts.tsv: what each part of a start takes, without Docker between the server and the clock, and starts with
#            other options, another class path, or another server
#
#   ./lab mvn package -DskipTests && ./lab docs/goals.sh sizes spring starts
#   ./lab --no-docker mvn -pl image-report -am test -Dtest=DocumentsTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true
#
# With ECLIPSE_JDK=DIRECTORY, a copy of Eclipse's build of JDK 25 on this machine, it also tries that one instead of the base
# image's. Its version needn't be the same, so the table names both.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=40
# As many as it takes to tell the goal from what was measured, which is close to it.
spring_rounds=100
# Before anything is written. What was measured before doesn't count as a change.
commit=$(git describe --always --abbrev=7 --exclude '*')
[[ -z $(git status --porcelain --untracked-files=no -- ':!docs/*.md' ':!docs/data') ]] || commit+=-dirty
[ $# -gt 0 ] || {
  echo 'docs/goals.sh: which of sizes, spring, starts?' >&2
  exit 2
}
for what; do
  case $what in
    sizes | spring | starts) ;;
    *)
      echo "docs/goals.sh: there is no $what; there are: sizes spring starts" >&2
      exit 2
      ;;
  esac
done
wanted=" $* "
jar=$PWD/image-report/target/image-report.jar
[ -f "$jar" ] || {
  echo "docs/goals.sh: there is no $jar; make it: ./lab --no-docker mvn package -DskipTests" >&2
  exit 1
}

folder=$(mktemp -d)
images=()
clean_up() {
  docker rmi "${images[@]}" >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# row ID FROM TITLE [SED…]: the row FROM with these changes, each of which has to change something.
row() {
  local id=$1 from=dockerfiles/$2.Dockerfile title=$3 file=$folder/dockerfiles/$1.Dockerfile change
  shift 3
  mkdir -p "${file%/*}"
  # What a server may write to, and need not do, is true of every change.
  sed -E '/^# (Writable|Not required):/!{/^#/d}' "$from" >"$file"
  for change; do
    cp "$file" "$folder/before"
    sed -i -e "$change" "$file"
    ! cmp --silent "$file" "$folder/before" || {
      echo "docs/goals.sh: this changes nothing in $from any more: $change" >&2
      exit 1
    }
  done
  printf '# Title: %s\n# Builder: buildkit\n' "$title" | cat - "$file" >"$folder/before"
  mv "$folder/before" "$file"
  images+=("multistage/${id/\//:}")
}

# The server opens none of these files.
unused='lib/libsimdsort.so lib/security/cacerts lib/security/public_suffix_list.dat'
without() { printf 's|^ && find .* -exec strip .*|&\\n \\&\\& cd /root-of-image/jre \\&\\& rm %s \\\\|' "$1"; }
plain='s/ --compress=zip-9//'
shared='s/ --compress=zip-9/ --compress=1/'
both='s/ --compress=zip-9/ --compress=1&/'

# measure KEPT STARTS: all rows so far, into a file in docs/data. Then there are none.
measure() {
  local server
  for server in "$folder"/dockerfiles/*/; do
    server=$(basename "$server")
    cp -R "webserver-$server" "$folder/webserver-$server"
  done
  java -jar "$jar" run --root "$folder" --starts "$2" --output "$folder/report"
  cp "$folder/report/report.json" "docs/data/$1"
  rm -r "${folder:?}"/*
}

if [[ $wanted == *' spring '* ]]; then
  row spring/goals-jar spring/multi-stage 'spring/multi-stage'
  row spring/goals-production spring/multi-stage-production 'spring/multi-stage-production'
  row spring/goals-plain spring/multi-stage-production 'spring/multi-stage-production, its modules not compressed' "$plain"
  measure goals-spring.json "$spring_rounds"
fi

if [[ $wanted == *' sizes '* ]]; then
  scratch=java/multi-stage-jlink-scratch
  row java/smallest $scratch 'unchanged'
  row java/smallest-plain $scratch 'modules that jlink does not compress' "$plain"
  row java/smallest-fewer $scratch 'without files that this server does not open' "$(without "$unused")"
  row java/smallest-probes $scratch "without the JVM's probes and the translations of messages" \
    's/strip --strip-unneeded/& -R .note.stapsdt/' \
    "s/ --compress=zip-9/& --exclude-resources='**_de.class,**_ja.class,**_zh_CN.class'/"
  # Of the JDK's own libraries only: C++ exceptions in others need these tables.
  unwound='s/strip --strip-unneeded/& -R .eh_frame_hdr -R .eh_frame -R .gcc_except_table/'
  names="s| --compress=zip-9|& --exclude-resources='/java.base/java/lang/uniName.dat'|"
  row java/smallest-unwound $scratch "without the JDK's unwind tables" "$unwound"
  row java/smallest-nameless $scratch "without the JDK's unwind tables and the names of characters" "$unwound" "$names"
  row java/smallest-shared $scratch 'modules in which jlink stores each name once' "$shared"
  row java/smallest-both $scratch 'modules in which jlink stores each name once, and then compresses' "$both"
  row java/smallest-both-nameless $scratch "the same, without the JDK's unwind tables and the names of characters" "$both" "$unwound" \
    "$names"
  if [[ -n ${ECLIPSE_JDK:-} ]]; then
    cp -RL "$ECLIPSE_JDK" "$folder/jdk"
    rm -f "$folder/jdk/lib/src.zip"
    docker build --quiet --tag multistage/eclipse-jdk --file - "$folder/jdk" >/dev/null <<'DOCKERFILE'
FROM eclipse-temurin:25-jdk-resolute
RUN rm -r /opt/java/openjdk
COPY . /opt/java/openjdk
DOCKERFILE
    rm -r "$folder/jdk"
    images+=(multistage/eclipse-jdk)
    eclipse='s/^FROM eclipse-temurin:.* AS build$/FROM multistage\/eclipse-jdk AS build/;s/RUN jlink /&--ignore-modified-runtime /'
    row java/smallest-eclipse $scratch "Eclipse's build of the JDK" "$eclipse"
    row java/smallest-eclipse-plain $scratch "Eclipse's build, modules that jlink does not compress" "$eclipse" "$plain"
    row java/smallest-eclipse-fewer $scratch "Eclipse's build, without files that this server does not open" "$eclipse" \
      "$(without "$unused")"
    row java/smallest-eclipse-shared $scratch "Eclipse's build, modules in which jlink stores each name once" "$eclipse" "$shared"
    row java/smallest-eclipse-both $scratch "Eclipse's build, modules in which jlink stores each name once, and then compresses" \
      "$eclipse" "$both"
    row java/smallest-eclipse-both-unwound $scratch "the same, without the JDK's unwind tables" "$eclipse" "$both" "$unwound"
  fi
  measure goals-sizes.json 1
fi

[[ $wanted == *' starts '* ]] || exit 0
# Where a start goes: in one container, so without Docker. These are the rows that the goal compares. The training stage has a
# shell, and what the image has.
go=go/multi-stage-scratch java=java/multi-stage-production
docker build --quiet --target train --tag multistage/java:goals-train --file dockerfiles/$java.Dockerfile \
  webserver-java >/dev/null
docker build --quiet --tag multistage/go:goals-start --file dockerfiles/$go.Dockerfile webserver-go >/dev/null
# A server that formats a date in a second thread while it opens its port.
cp -r webserver-java "$folder/dates"
server=$folder/dates/src/main/java/multistage/webserver/WebServer.java
awk '{ print } /public static void main/ {
  print "new Thread(() -> java.time.format.DateTimeFormatter"
  print "    .ofPattern(\"EEE, dd MMM yyyy HH:mm:ss zzz\", java.util.Locale.US).withZone(java.time.ZoneId.of(\"GMT\"))"
  print "    .format(java.time.Instant.now())).start();"
}' "$server" >"$folder/patched"
! cmp --silent "$server" "$folder/patched" || {
  echo "docs/goals.sh: there is no main any more in ${server#"$folder/dates/"}" >&2
  exit 1
}
mv "$folder/patched" "$server"
docker build --quiet --target build --tag multistage/java:goals-dates --file dockerfiles/$java.Dockerfile "$folder/dates" >/dev/null
docker build --quiet --tag multistage/java:goals-start - >/dev/null <<'DOCKERFILE'
FROM multistage/java:goals-train
COPY --from=multistage/go:goals-start /webserver /webserver
COPY --from=multistage/java:goals-dates /webserver.jar /dates.jar
DOCKERFILE
images+=(multistage/java:goals-start multistage/java:goals-train multistage/java:goals-dates multistage/go:goals-start)
cat >"$folder/measure" <<'BASH'
# Begin: just before the program is called. The JVM says when it is complete, and how long that took it.
rounds=$1
say() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }
request() {
  local http line
  exec {http}<>/dev/tcp/127.0.0.1/8080
  printf 'GET / HTTP/1.0\r\n\r\n' >&"$http"
  while read -r line <&"$http" || [[ -n $line ]]; do [[ $line != *'Hello, World!'* ]] || break; done
  exec {http}<&-
}
once() { # NAME COMMAND…
  local name=$1 begin created=0 took says ready answered line out pid more
  shift
  begin=${EPOCHREALTIME/./}
  exec {out}< <(exec "$@" 2>/dev/null)
  pid=$!
  while read -r line <&"$out"; do
    case $line in
      *'Create VM, '*)
        created=${EPOCHREALTIME/./}
        says=$line
        ;;
      'Listening on '*)
        ready=${EPOCHREALTIME/./}
        break
        ;;
    esac
  done
  request
  answered=${EPOCHREALTIME/./}
  for ((more = 0; more < ${requests:-0}; more++)); do request; done
  kill "$pid"
  exec {out}<&-
  while kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
  if ((created)); then
    took=$(sed -E 's/.*Create VM, ([0-9]+)\.([0-9]{6})[0-9]*.*/\1\2/;s/^0+//' <<<"$says")
    say "$name" load $((created - took - begin))
    say "$name" jvm "$took"
    say "$name" main $((ready - created))
  else
    say "$name" main $((ready - begin))
  fi
  say "$name" response $((answered - ready))
  say "$name" all $((answered - begin))
}
options=(-XX:+UseSerialGC -XX:AOTCache=/webserver.aot)
module=(-p /webserver.jar -m multistage.webserver)
path=(-cp /webserver.jar multistage.webserver.WebServer)
dates=(-p /dates.jar -m multistage.webserver)
# As many requests as the Dockerfile trains its cache with.
requests=9 once training /jre/bin/java -XX:+UseSerialGC -XX:AOTCacheOutput=/path.aot "${path[@]}" >/dev/null
requests=9 once training /jre/bin/java -XX:+UseSerialGC -XX:AOTCacheOutput=/dates.aot "${dates[@]}" >/dev/null
[[ -s /path.aot && -s /dates.aot ]] || exit 1
diagnostic=-XX:+UnlockDiagnosticVMOptions
names=(
  go cache none unchanged
  'a class path instead of a module path' 'a date, formatted in a second thread'
  -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10 '-Xms8m -Xmx32m' -XX:-UsePerfData
  "$diagnostic -XX:ArchiveRelocationMode=0" "$diagnostic -XX:-AOTReplayTraining"
  # The unchanged server again: its difference shows how large a difference chance alone makes.
  'unchanged, again'
)
start() { # NAME
  case $1 in
    go) once go /webserver ;;
    cache) once cache /jre/bin/java -Xlog:startuptime "${options[@]}" "${module[@]}" ;;
    none) once none /jre/bin/java -Xlog:startuptime -XX:+UseSerialGC "${module[@]}" ;;
    unchanged*) once "$1" /jre/bin/java "${options[@]}" "${module[@]}" ;;
    *'class path'*) once "$1" /jre/bin/java -XX:+UseSerialGC -XX:AOTCache=/path.aot "${path[@]}" ;;
    *date*) once "$1" /jre/bin/java -XX:+UseSerialGC -XX:AOTCache=/dates.aot "${dates[@]}" ;;
    # Unquoted on purpose: one name can hold several options.
    -*) once "$1" /jre/bin/java "${options[@]}" $1 "${module[@]}" ;;
    *)
      echo "there is no start called $1" >&2
      exit 1
      ;;
  esac
}
for ((round = 0; round <= rounds; round++)); do
  # The order is random, because a start may depend on the one before it. Round 0 isn't counted: it sets the order of the table.
  order=("${names[@]}")
  ((round == 0)) || mapfile -t order < <(shuf -e -- "${names[@]}")
  [[ ${#order[@]} == "${#names[@]}" ]] || exit 1
  for name in "${order[@]}"; do start "$name"; done
done
BASH
# Whatever else runs on this machine has to wait.
docker run --rm --network none --cpu-shares 262144 --volume "$folder/measure:/measure:ro" --entrypoint bash \
  multistage/java:goals-start /measure "$rounds" >"$folder/samples"

# One line each, in milliseconds. The first round finds nothing in the kernel's cache of files.
{
  printf -- '-\t%s\t%s\n' date "$(date -u +%F)" commit "$commit" \
    processor "$(sed -n '0,/^model name.*: */s///p' /proc/cpuinfo)" go "$go" java "$java"
  awk -F '\t' '{
    key = $1 "\t" $2
    if (!(key in seen)) { order[++n] = key; seen[key] = 1 }
    else line[key] = line[key] (line[key] ? " " : "") sprintf("%.1f", $3 / 1000)
  } END { for (i = 1; i <= n; i++) print order[i] "\t" line[order[i]] }' "$folder/samples"
} >"$folder/starts.tsv"
cp "$folder/starts.tsv" docs/data/goals-starts.tsv
