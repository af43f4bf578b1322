# Title: Dependencies as a layer of their own
# Improves on: spring/single-stage
# Chapter: 8. The cache
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
# Writable: /tmp
# Not required: noShell, noPackageManager, noSetuid, exactMediaType
#
# Maven and the JDK stay behind in the first stage; the second one gets the jar and a JRE. In the first, what Maven
# downloads is a step before the one that compiles: a changed line finds it in the layer cache. The price: one
# dependency more, and everything is downloaded again. And one changed line is still a new fat jar of 20 MB to push.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
# First what seldom changes: this file decides what is downloaded, so the next line runs again only when it changes.
COPY pom.xml ./
# A build without the program, so that all it needs is in this layer. `mvn dependency:go-offline` is made for it, but it
# misses what plugins ask for as they run: the test plugin does so only when there is a test, hence an empty one.
# Without `--secret` this mount is nothing, and the certificates of the image count. Behind a company's proxy that reads
# along, add `--secret id=ca-certificates,src=/etc/ssl/certs/ca-certificates.crt`: for this one command the machine's own
# lie in their place, and in no layer. Java reads a trust store of its own kind, so one is made of them.
RUN --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    trust extract --format=java-cacerts --filter=ca-anchors --purpose=server-auth /tmp/cacerts \
 && mkdir -p src/test/java \
 && echo 'class EmptyTest { @org.junit.jupiter.api.Test void test() {} }' >src/test/java/EmptyTest.java \
 && mvn --batch-mode -Djavax.net.ssl.trustStore=/tmp/cacerts package -Dspring-boot.repackage.skip \
 && rm -r src target /tmp/cacerts
COPY src src/
# --offline: should something be missing in the layer above, this says so, instead of downloading it each time.
RUN mvn --batch-mode --offline package && touch -d 2026-01-01 target/webserver.jar

FROM eclipse-temurin:25-jre
COPY --from=build /src/target/webserver.jar /webserver.jar
# Tomcat makes a working folder in /tmp when it starts: with --read-only it needs --tmpfs /tmp. No `VOLUME /tmp`, which would
# do without that: every container that is run without --rm would leave a volume behind.
# By number: Kubernetes' runAsNonRoot can check a number, but not a name. It needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# In place of the base image's entrypoint, a script that imports CA certificates before it starts java.
ENTRYPOINT ["java", "-jar", "/webserver.jar"]
