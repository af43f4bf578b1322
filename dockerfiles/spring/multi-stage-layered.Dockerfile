# Title: Push kilobytes after a changed line
# Improves on: spring/multi-stage
# Chapter: 10. What one line pushes
# Use for: Spring Boot in general
# Topic: cache
# Builder: buildkit
# Needs: package repositories
# Writable: /tmp
# Not required: noShell, noPackageManager, noSetuid, exactMediaType
# At most: 375 MB
#
# Spring Boot takes the fat jar apart: 20 MB of other people's jars, which rarely change, and the program, which changes
# with every build. Each part becomes a layer. A registry or host that already has a layer doesn't get it again. The
# program also starts faster, because Java reads jars on its class path faster than jars within a jar. The price: a few
# more lines. This base still has a shell and a package manager. In production, use distroless, as templates/spring-boot does.

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
# Each of Spring Boot's layers gets a tree of its own. The next stage copies it with the times of its directories: the
# same source then gives the same layers, byte for byte, whenever it is built.
RUN java -Djarmode=tools -jar target/webserver.jar extract --layers --destination layers \
 && for layer in dependencies snapshot-dependencies application; do \
      mkdir -p /roots/$layer && mv layers/$layer /roots/$layer/app || exit 1; \
    done \
 && find /roots -exec touch -h -d 2026-01-01 {} +

FROM eclipse-temurin:25-jre-resolute
# What changes least comes first: a changed layer rebuilds those above it.
COPY --from=build /roots/dependencies/ /
# Dependencies with a -SNAPSHOT version, which change under the same name. This program has none.
COPY --from=build /roots/snapshot-dependencies/ /
COPY --from=build /roots/application/ /
# Tomcat creates a working directory in /tmp, so --read-only needs --tmpfs /tmp as well. Don't replace that by
# `VOLUME /tmp`: every container that runs without --rm would leave a volume behind.
# A number: Kubernetes' runAsNonRoot can't check a name, and a number needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# Replaces the base image's entrypoint, a script that imports CA certificates and then starts java. This jar has only
# the program; its manifest names the jars in /app/lib as the class path.
ENTRYPOINT ["java", "-jar", "/app/webserver.jar"]
