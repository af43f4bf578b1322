# Title: A training run with the program itself
# Improves on: spring/multi-stage-layered
# Chapter: 7. Java start-up
# Topic: size
# Builder: buildkit
# Needs: package repositories
# Writable: /tmp
# Not required: noShell, noPackageManager, noSetuid, exactMediaType
# At most: 450 MB
#
# Two things are called AOT, ahead of time. Spring's AOT works out the beans at build time and generates classes for
# them, instead of searching for them at every start. Java's AOT cache (JEP 483, 514, 515) comes from a training run
# during the build: classes that are already loaded and linked, and profiles of hot methods.
#
# This is the recipe in Spring Boot's documentation: the training run starts the program itself, and exits when all
# beans exist. So the program's own classes are in the cache, and the cache fits only this build of the program. The
# price: after a changed line, you push the whole cache. multi-stage-aot-shared pushes a few kilobytes instead, but its
# cache lacks the program's own classes.

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
# -Pnative activates a profile of Spring Boot's parent that runs Spring's AOT. It doesn't build anything native here.
# --offline: if the layer above lacks something, the build fails instead of downloading it every time.
RUN mvn --batch-mode --offline -Pnative package && touch -d 2026-01-01 target/webserver.jar
# Each of Spring Boot's layers gets a tree of its own. The next stages copy it with its times: the AOT cache is invalid
# if the time of a jar differs, and fixed times make these layers reproducible.
RUN java -Djarmode=tools -jar target/webserver.jar extract --layers --destination layers \
 && for layer in dependencies snapshot-dependencies application; do \
      mkdir -p /roots/$layer && mv layers/$layer /roots/$layer/app || exit 1; \
    done \
 && find /roots -exec touch -h -d 2026-01-01 {} +

FROM eclipse-temurin:25-jre-resolute AS train
COPY --from=build /roots/dependencies/ /
COPY --from=build /roots/snapshot-dependencies/ /
COPY --from=build /roots/application/ /
# context.exit: the program ends before it opens its port, and before it starts what runs in the background. A bean that
# connects to something when it is created, such as a database, needs that here, too, or a setting that prevents it.
# -Xlog: only errors. The list of classes that can't be cached is long and of no use.
# Java silently ignores a cache that it can't use. With AOTMode=on it fails instead; --dry-run stops before main.
RUN mkdir -p /root-of-image/app \
 && java -XX:+UseSerialGC -XX:AOTCacheOutput=/root-of-image/app/webserver.aot -Xlog:aot*=error \
      -Dspring.context.exit=onRefresh -Dspring.aot.enabled=true -jar /app/webserver.jar \
 && java -XX:+UseSerialGC -XX:AOTCache=/root-of-image/app/webserver.aot -XX:AOTMode=on --dry-run \
      -jar /app/webserver.jar

FROM eclipse-temurin:25-jre-resolute
# What changes least comes first: a changed layer rebuilds those above it.
COPY --from=build /roots/dependencies/ /
# Dependencies with a -SNAPSHOT version, which change under the same name. This program has none.
COPY --from=build /roots/snapshot-dependencies/ /
COPY --from=build /roots/application/ /
# The only layer that isn't reproducible: what the JVM records differs from run to run.
COPY --from=train /root-of-image/ /
# Tomcat creates a working directory in /tmp, so --read-only needs --tmpfs /tmp as well. Don't replace that with
# `VOLUME /tmp`: every container that runs without --rm would leave a volume behind.
# A number: Kubernetes' runAsNonRoot can't check a name, and a number needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# Name the garbage collector, in training and here. On JDK 25, the default depends on the container's processors and
# memory, and a cache from a run with another collector saves less.
# TieredStopAtLevel=1: only the quicker of Java's two compilers. With few processors, the optimizing one competes with
# the start. The price: code that computes a lot stays slower. multi-stage-production only delays both compilers.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:AOTCache=/app/webserver.aot", \
            "-Dspring.aot.enabled=true", "-jar", "/app/webserver.jar"]
