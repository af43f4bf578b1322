# Title: A Maven repository that survives a changed pom.xml
# Improves on: spring/multi-stage
# Chapter: 9. Cache mounts
# Topic: cache
# Builder: buildkit
# Needs: package repositories
# Writable: /tmp
# Not required: noShell, noPackageManager, noSetuid, exactMediaType
# At most: 375 MB
#
# `--mount=type=cache` is a directory that the builder keeps between builds, outside of all layers. Here it is Maven's
# local repository, as on your own machine: after a new dependency, Maven downloads only that one. The price: a cache
# mount stays with its builder. A CI job on a fresh machine finds it empty, and `--cache-to` doesn't export it. There,
# the layer of dependencies in multi-stage is the better choice.

FROM maven:3.9-eclipse-temurin-25-noble AS build
WORKDIR /src
# The order of these lines no longer matters.
COPY pom.xml ./
COPY src src/
# sharing=locked: Maven's local repository doesn't support two builds at a time.
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn --batch-mode package \
 && touch -d 2026-01-01 target/webserver.jar

FROM eclipse-temurin:25-jre-resolute
COPY --from=build /src/target/webserver.jar /webserver.jar
# Tomcat creates a working directory in /tmp, so --read-only needs --tmpfs /tmp as well. Don't replace that with
# `VOLUME /tmp`: every container that runs without --rm would leave a volume behind.
# A number: Kubernetes' runAsNonRoot can't check a name, and a number needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# Replaces the base image's entrypoint, a script that imports CA certificates and then starts java.
ENTRYPOINT ["java", "-jar", "/webserver.jar"]
