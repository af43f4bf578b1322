# Title: Dependencies as a layer of their own
# Improves on: spring/single-stage
# Chapter: 8. The cache
# Topic: size
# Builder: buildkit
# Needs: package repositories
# Writable: /tmp
# Not required: noShell, noPackageManager, noSetuid, exactMediaType
# At most: 375 MB
#
# Maven and the JDK stay in the first stage. The second one has the jar and a JRE. In the first stage, Maven downloads in
# one step and compiles in the next: after a changed line, the downloads come from the layer cache. The price: after a
# new dependency, Maven downloads everything again. And after a changed line, you still push a new fat jar of 20 MB.

FROM maven:3.9-eclipse-temurin-25-noble AS build
WORKDIR /src
# What rarely changes comes first. pom.xml decides what is downloaded: only a changed pom.xml repeats the next step.
COPY pom.xml ./
# A build without the program downloads everything into this layer. `mvn dependency:go-offline` misses what plugins
# resolve while they run. The test plugin, for one, resolves its provider only if there is a test; hence the empty one.
RUN mkdir -p src/test/java \
 && echo 'class EmptyTest { @org.junit.jupiter.api.Test void test() {} }' >src/test/java/EmptyTest.java \
 && mvn --batch-mode package -Dspring-boot.repackage.skip \
 && rm -r src target
COPY src src/
# --offline: if the layer above lacks something, the build fails instead of downloading it every time.
RUN mvn --batch-mode --offline package && touch -d 2026-01-01 target/webserver.jar

FROM eclipse-temurin:25-jre-resolute
COPY --from=build /src/target/webserver.jar /webserver.jar
# Tomcat creates a working directory in /tmp, so --read-only needs --tmpfs /tmp as well. Don't replace that with
# `VOLUME /tmp`: every container that runs without --rm would leave a volume behind.
# A number: Kubernetes' runAsNonRoot can't check a name, and a number needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# Replaces the base image's entrypoint, a script that imports CA certificates and then starts java.
ENTRYPOINT ["java", "-jar", "/webserver.jar"]
