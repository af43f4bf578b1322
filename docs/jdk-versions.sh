#!/usr/bin/env bash
# What JDK 26 and 27 change: the row java/multi-stage-production on JDK 25 from Debian, and on JDK 26 and 27 from Debian unstable,
# also with the collectors and object headers that are new defaults. Nothing else changes, and all are started in turn. Keeps the
# run's report as docs/data/jdk-versions.json, and what the JVMs say of themselves as docs/data/jdk-versions.tsv. The tables in
# docs/course/07-java-start-up.md are made of both:
#
#   ./lab mvn package -DskipTests && ./lab docs/jdk-versions.sh
#   ./lab --no-docker mvn -pl image-report -am test -Dtest=JdkVersionsTest -Dgroups=docs -DexcludedGroups= -Dgolden.update=true
#
# Nothing else should run on the machine. It takes about fifteen minutes, and downloads three JDKs. What the images were built with
# stays as the engine's cache, until `./lab --clean`.
set -euo pipefail
cd "$(dirname "$0")/.."

starts=20
jar=$PWD/image-report/target/image-report.jar
serial=-XX:+UseSerialGC
from=dockerfiles/java/multi-stage-production.Dockerfile
# The row's name, its JDK, and the options of the training run and of the image.
rows=(
  "jdk-25 25 $serial"
  "jdk-25-compact 25 $serial -XX:+UseCompactObjectHeaders"
  "jdk-25-z 25 -XX:+UseZGC"
  "jdk-26 26 $serial"
  "jdk-26-z 26 -XX:+UseZGC"
  "jdk-27 27 $serial"
  "jdk-27-g1 27 -XX:+UseG1GC"
  "jdk-27-wide 27 $serial -XX:-UseCompactObjectHeaders"
)
[ -f "$jar" ] || {
  echo "docs/jdk-versions.sh: there is no $jar; make it: ./lab --no-docker mvn package -DskipTests" >&2
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

# jdk_stage VERSION: the JDK, unpacked and not installed, so that it needs none of unstable's libraries. A mirror's list of unstable
# may be older than it says that it may be used.
jdk_stage() {
  cat <<DOCKERFILE
FROM debian:trixie-slim AS jdk
RUN apt-get update \\
 && apt-get install --yes --no-install-recommends binutils \\
 && sed -i 's/^Suites: trixie trixie-updates\$/Suites: sid/' /etc/apt/sources.list.d/debian.sources \\
 && apt-get --option Acquire::Check-Valid-Until=false update \\
 && cd /tmp \\
 && apt-get download openjdk-$1-jre-headless openjdk-$1-jdk-headless \\
 && for package in *.deb; do dpkg-deb --extract \$package / || exit 1; done \\
 && ln -s /usr/lib/jvm/java-$1-openjdk-* /jdk \\
 && rm -rf /tmp/* /var/lib/apt/lists/*
ENV PATH=/jdk/bin:\$PATH

DOCKERFILE
}

# row NAME JDK OPTION…: the row as a Dockerfile of its own.
row() {
  local name=$1 jdk=$2 json
  shift 2
  json=$(printf '"%s", ' "$@")
  {
    printf '# Title: JDK %s with %s\n# Builder: buildkit\n# Needs: package repositories\n\n' "$jdk" "$*"
    jdk_stage "$jdk"
    sed -e '/^#/d' -e "s/$base/FROM jdk AS build/" -e "s/java $serial/java $*/" -e "s/\"$serial\"/${json%, }/" "$from"
  } >"$folder/dockerfiles/java/$name.Dockerfile"
}

base='^FROM eclipse-temurin:.* AS build$'
for line in "$base" "java $serial" "\"$serial\"" 'FROM .* AS train$'; do
  grep -q -e "$line" "$from" || {
    echo "docs/jdk-versions.sh: $from has no $line to change any more" >&2
    exit 1
  }
done

mkdir -p "$folder/dockerfiles/java"
cp -R webserver-java "$folder/webserver-java"
for line in "${rows[@]}"; do
  read -ra words <<<"$line"
  row "${words[@]}"
  images+=("multistage/java:${words[0]}")
done
java -jar "$jar" run --root "$folder" --starts 1 --benchmark "$starts" --output "$folder/report"

say() { printf '%s\t%s\t%s\n' "$@" | tee -a "$folder/said" >&2; }
say - commit "$(git describe --always --dirty --abbrev=7 --exclude '*')"

# The training stage has a shell.
for jdk in 25 26 27; do
  image=multistage/java:train-$jdk
  images+=("$image")
  docker build --quiet --target train --tag "$image" --file "$folder/dockerfiles/java/jdk-$jdk.Dockerfile" \
    "$folder/webserver-java" >/dev/null
  say "$jdk" version "$(docker run --rm --network none --entrypoint /jre/bin/java "$image" -version 2>&1 |
    sed -n 's/.*Runtime Environment (build \([^)]*\)).*/\1/p')"
  for memory in 64m 4g; do
    docker run --rm --network none --memory "$memory" --cpus 2 --entrypoint /jre/bin/java "$image" \
      -XX:+PrintFlagsFinal -version >"$folder/flags" 2>/dev/null
    say "$jdk" "collector with $memory" "$(sed -nE 's/^ *bool Use(Serial|Parallel|G1|Z)GC += true .*/\1/p' "$folder/flags")"
    say "$jdk" "compact headers with $memory" "$(sed -n 's/^ *bool UseCompactObjectHeaders  *= \([a-z]*\) .*/\1/p' "$folder/flags")"
  done
  # Each cache with each collector: with AOTMode=on, Java refuses to start without it; without that, it may take a part of it.
  # shellcheck disable=SC2016 # for the shell in the container
  docker run --rm --network none --entrypoint bash "$image" -c '
    java() { /jre/bin/java -p /webserver.jar "$@" --dry-run -m multistage.webserver 2>&1; }
    for trained in SerialGC G1GC ZGC "SerialGC -XX:-UseCompressedOops"; do
      java -XX:+Use$trained -XX:AOTCacheOutput=/tmp/cache >/dev/null
      [[ -s /tmp/cache ]] || exit 1
      for used in SerialGC G1GC ZGC; do
        if java -XX:+Use$used -XX:AOTCache=/tmp/cache -XX:AOTMode=on >/dev/null; then
          answer=accepted
        elif java -XX:+Use$used -XX:AOTCache=/tmp/cache -Xlog:class+load | grep -q "source: shared objects file"; then
          answer=partly
        else
          answer=refused
        fi
        printf "%s\t%s\t%s\n" "$trained" "$used" "$answer"
      done
      rm /tmp/cache
    done' >"$folder/caches"
  while IFS=$'\t' read -r trained used answer; do say "$jdk" "cache of $trained with $used" "$answer"; done <"$folder/caches"
done

# Each training run writes another cache: the sizes of two more.
for line in "${rows[@]}"; do
  read -r name jdk _ <<<"$line"
  file=$folder/dockerfiles/java/$name.Dockerfile
  printf '\nFROM scratch AS cache\nCOPY --from=train /webserver.aot /\n' >>"$file"
  sizes=()
  for _ in 1 2; do
    docker build --quiet --no-cache-filter train --target cache --file "$file" --output "$folder/cache" "$folder/webserver-java" >/dev/null
    sizes+=("$(wc -c <"$folder/cache/webserver.aot")")
  done
  say "$jdk" "cache bytes of $name" "${sizes[*]}"
done

cp "$folder/report/report.json" docs/data/jdk-versions.json
cp "$folder/said" docs/data/jdk-versions.tsv
