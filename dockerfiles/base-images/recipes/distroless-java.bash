# shellcheck shell=bash disable=SC2034,SC2154 # build.sh sets and reads variables
# gcr.io/distroless/java25-debian13:nonroot: java-base, and the JRE of eclipse-temurin:25-jre-resolute.

base=gcr.io/distroless/java-base-debian13:nonroot
needs=eclipse-temurin:25-jre-resolute

fill() {
  local tree=$1 jre version
  jre=/usr/lib/jvm/temurin-25-jre-$(dpkg --print-architecture)
  version=$(docker image inspect --format '{{range .Config.Env}}{{println .}}{{end}}' eclipse-temurin:25-jre-resolute |
    sed -n 's/^JAVA_VERSION=jdk-//p')
  config="
COPY --from=eclipse-temurin:25-jre-resolute /opt/java/openjdk $jre
ENV JAVA_VERSION=$version
ENTRYPOINT [\"/usr/bin/java\", \"-jar\"]
"
  mkdir -p "$tree/usr/bin"
  ln -s "$jre/bin/java" "$tree/usr/bin/java"
}
