# Title: A local repository that outlives a changed pom.xml
# Improves on: spring/multi-stage
# Chapter: 8. The cache
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
# Writable: /tmp
# Not required: noShell, noPackageManager, noSetuid, exactMediaType
#
# `--mount=type=cache` is a folder that the builder keeps from one build to the next, outside of all layers: Maven's
# local repository, as on your own machine. One dependency more, and only that one is downloaded. The price: such a
# folder stays with one builder. A CI job that gets a new machine each time finds it empty, and `--cache-to` doesn't
# take it along; there, multi-stage's layer of dependencies is the better one.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
# No more tricks: the order of these lines no longer matters.
COPY pom.xml ./
COPY src src/
# Without `--secret` the second mount is nothing, and the certificates of the image count. Behind a company's proxy that
# reads along, add `--secret id=ca-certificates,src=/etc/ssl/certs/ca-certificates.crt`: for this one command the
# machine's own lie in their place, and in no layer. Java reads a trust store of its own kind, so one is made of them.
# sharing=locked: Maven's local repository is not made for two builds at a time.
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    trust extract --format=java-cacerts --filter=ca-anchors --purpose=server-auth /tmp/cacerts \
 && mvn --batch-mode -Djavax.net.ssl.trustStore=/tmp/cacerts package \
 && rm /tmp/cacerts && touch -d 2026-01-01 target/webserver.jar

FROM eclipse-temurin:25-jre
COPY --from=build /src/target/webserver.jar /webserver.jar
# Tomcat makes a working folder in /tmp when it starts: with --read-only it needs --tmpfs /tmp. No `VOLUME /tmp`, which would
# do without that: every container that is run without --rm would leave a volume behind.
# By number: Kubernetes' runAsNonRoot can check a number, but not a name. It needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# In place of the base image's entrypoint, a script that imports CA certificates before it starts java.
ENTRYPOINT ["java", "-jar", "/webserver.jar"]
