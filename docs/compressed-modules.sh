#!/usr/bin/env bash
# What jlink's compression costs and brings: the row java/multi-stage-jlink with three levels of it, and nothing else changed,
# started twenty times in turn. Keeps the run's report as docs/data/compressed-modules.json, of which docs/answers.md has the table:
#
#   ./lab mvn package -DskipTests && ./lab docs/compressed-modules.sh
#   ./lab --no-docker mvn -pl image-report -am test -Dtest=RecordedRunTest -Dgroups=docs -DexcludedGroups= -Dgolden.update=true
#
# Nothing else should run on the machine. It takes about five minutes. What the images were built with stays as the engine's
# cache, until `./lab --clean`.
set -euo pipefail
cd "$(dirname "$0")/.."

starts=20
jar=image-report/target/image-report.jar
row=dockerfiles/java/multi-stage-jlink.Dockerfile
[ -f "$jar" ] || {
  echo "docs/compressed-modules.sh: there is no $jar; make it: ./lab --no-docker mvn package -DskipTests" >&2
  exit 1
}
grep -q -e '--compress=zip-9' "$row" || {
  echo "docs/compressed-modules.sh: $row has no --compress=zip-9 to change any more" >&2
  exit 1
}

folder=$(mktemp -d)
levels=(0 6 9)
clean_up() {
  docker rmi "${levels[@]/#/multistage/modules:zip-}" >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap clean_up EXIT

# A repository of its own, with the one server and its three rows.
mkdir -p "$folder/dockerfiles/modules"
cp -R webserver-java "$folder/webserver-modules"
for level in "${levels[@]}"; do
  sed -e '/^# Improves on:/d' -e "s/^# Title: .*/# Title: Modules linked with --compress=zip-$level/" \
    -e "s/--compress=zip-9/--compress=zip-$level/" "$row" >"$folder/dockerfiles/modules/zip-$level.Dockerfile"
done
java -jar "$jar" run --root "$folder" --benchmark "$starts" --output "$folder/report"
cp "$folder/report/report.json" docs/data/compressed-modules.json
