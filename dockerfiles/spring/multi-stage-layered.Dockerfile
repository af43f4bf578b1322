# Title: One changed line is a few kilobytes to push
# Improves on: spring/multi-stage
# Chapter: 8. The cache
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
# Writable: /tmp
# Not required: noShell, noPackageManager, noSetuid, exactMediaType
#
# The fat jar is taken apart: 20 MB of other people's jars that seldom change, and the program, which changes with every
# build. Copied one by one, each is a layer, and a registry or host that has one isn't sent it again. The start gains,
# too, since Java reads jars on its class path faster than jars within a jar. The price: none but these lines.

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
# Each of Spring Boot's layers as a tree of its own, so that the next stage can copy it as it is, with the times of its
# folders: the same source gives the same layers, to the byte, whenever it is built.
RUN java -Djarmode=tools -jar target/webserver.jar extract --layers --destination layers \
 && for layer in dependencies snapshot-dependencies application; do \
      mkdir -p /roots/$layer && mv layers/$layer /roots/$layer/app || exit 1; \
    done \
 && find /roots -exec touch -h -d 2026-01-01 {} +

FROM eclipse-temurin:25-jre
# What changes least comes first: a layer is built anew when one below it was.
COPY --from=build /roots/dependencies/ /
# Dependencies of a version -SNAPSHOT, which change under the same name. Here there are none.
COPY --from=build /roots/snapshot-dependencies/ /
COPY --from=build /roots/application/ /
# Tomcat makes a working folder in /tmp when it starts: with --read-only it needs --tmpfs /tmp. No `VOLUME /tmp`, which would
# do without that: every container that is run without --rm would leave a volume behind.
# By number: Kubernetes' runAsNonRoot can check a number, but not a name. It needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# In place of the base image's entrypoint, a script that imports CA certificates before it starts java. The jar is small
# now: it has the program, and names the jars in /app/lib as its class path.
ENTRYPOINT ["java", "-jar", "/app/webserver.jar"]
