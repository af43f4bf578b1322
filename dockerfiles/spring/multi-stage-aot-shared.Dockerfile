# Title: A training run that outlives a changed line
# Improves on: spring/multi-stage-layered
# Chapter: 7. Java start-up
# Topic: cache
# Builder: buildkit
# Needs: package repositories
# Writable: /tmp
# Not required: noShell, noPackageManager, noSetuid, exactMediaType
# At most: 430 MB
#
# multi-stage-aot trains with the program itself. Its cache fits only that build, so after each changed line you push
# the whole cache. Here, the training run uses the framework below the program, with a small program that never changes
# (src/training). The cache is then a layer of its own that stays the same until the framework changes. A changed line
# is a few kilobytes to push, and needs no new training.
#
# The price: the program's own classes, and those that Spring's AOT generates for it, aren't in the cache. Here they are
# a few among thousands. The more of them are your own, the more slowly this image starts than multi-stage-aot.

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
# Each layer gets a tree of its own. The next stages copy it with its times: the AOT cache is invalid if the time of a
# jar differs, and fixed times make the layers reproducible.
#   dependencies  other people's jars
#   framework     a jar that only lists these in its manifest, and the program for the training run
#   generated     classes that Spring's AOT generates for other people's classes: they change when the beans do, not with
#                 every line
#   application   the program, and the classes that are generated for it
# pipefail: if a command in a pipe fails, so does the build.
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN java -Djarmode=tools -jar target/webserver.jar extract --layers --destination layers \
 && mkdir -p /roots/dependencies /roots/framework/app /roots/generated/app /roots/application/app \
 && mv layers/dependencies /roots/dependencies/app \
 && mkdir classes generated training && cd classes && jar --extract --file ../layers/application/webserver.jar \
 && awk '/^[A-Z]/ { wanted = /^Class-Path:/ } wanted' META-INF/MANIFEST.MF >../class-path \
 && mv org ../generated/ && rm -r META-INF/native-image && cd .. \
 && javac -d training --class-path "/roots/dependencies/app/lib/*" src/training/java/multistage/training/Training.java \
 && jar="jar --create --date=2026-01-01T00:00:00Z" \
 && $jar --file /roots/framework/app/framework.jar --manifest class-path -C training . \
 && (cd generated && find * -type f | sort >../files && $jar --file /roots/generated/app/generated.jar @../files) \
 && (cd classes && find * -type f | sort >../files && $jar --file /roots/application/app/webserver.jar @../files) \
 && find /roots -exec touch -h -d 2026-01-01 {} +

# The training run doesn't see the program: as long as these two trees don't change, it comes from the build cache.
FROM eclipse-temurin:25-jre-resolute AS train
COPY --from=build /roots/dependencies/ /
COPY --from=build /roots/framework/ /
# -Xlog: only errors. The list of classes that can't be cached is long and of no use.
RUN mkdir -p /root-of-image/app \
 && java -XX:+UseSerialGC -XX:AOTCacheOutput=/root-of-image/app/framework.aot -Xlog:aot*=error \
      -cp /app/framework.jar multistage.training.Training \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

# Java silently ignores a cache that it can't use. With AOTMode=on it fails instead; --dry-run stops before main.
FROM train AS check
COPY --from=build /roots/generated/ /roots/generated/
COPY --from=build /roots/application/ /roots/application/
RUN java -XX:+UseSerialGC -XX:AOTCache=/root-of-image/app/framework.aot -XX:AOTMode=on --dry-run \
      -cp /app/framework.jar:/roots/generated/app/generated.jar:/roots/application/app/webserver.jar \
      multistage.webserver.WebServer

FROM eclipse-temurin:25-jre-resolute
# What changes least comes first: a changed layer rebuilds those above it.
COPY --from=build /roots/dependencies/ /
COPY --from=build /roots/framework/ /
# Not reproducible: a builder without this step in its cache trains again, and the layer is pushed again although
# nothing changed.
COPY --from=train /root-of-image/ /
COPY --from=check /roots/generated/ /
COPY --from=check /roots/application/ /
# Tomcat creates a working directory in /tmp, so --read-only needs --tmpfs /tmp as well. Don't replace that with
# `VOLUME /tmp`: every container that runs without --rm would leave a volume behind.
# A number: Kubernetes' runAsNonRoot can't check a name, and a number needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# The class path begins as in training; Java allows more at its end. Name the garbage collector, in training and here.
# On JDK 25, the default depends on the container's processors and memory, and a cache from a run with another collector
# saves less.
# TieredStopAtLevel=1: only the quicker of Java's two compilers. With few processors, the optimizing one competes with
# the start. The price: code that computes a lot stays slower. multi-stage-production only delays both compilers.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:AOTCache=/app/framework.aot", \
            "-Dspring.aot.enabled=true", "-cp", "/app/framework.jar:/app/generated.jar:/app/webserver.jar", \
            "multistage.webserver.WebServer"]
