# Title: A small runtime, a fast start, and a base that others patch
# Improves on: spring/multi-stage-jlink
# Chapter: 7. Java start-up
# Use for: Spring Boot, if tests on this runtime cover what is looked up by name
# Topic: size
# Builder: buildkit
# Needs: package repositories
# Writable: /tmp
# Not required: exactMediaType
# At most: 220 MB
#
# The ideas of three other steps in one image: a runtime with the modules that the framework may use (multi-stage-jlink
# explains how to find them), Spring Boot's layers, and an AOT cache from a training run with the program itself
# (multi-stage-aot). The modules stay compressed: with the cache, hardly a class is read from them. The price: run
# your tests on this runtime (this file runs them on the whole JDK), because jdeps misses what is looked up by name.
# After a changed line, you push the whole cache. Spring's AOT fixes the beans at build time: a profile or an `.enabled`
# property can't change them at run time. Hot code is compiled later: under load, the program stays slow for longer. The
# templates also set what depends on your program: memory and its exhaustion.

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
RUN cd /roots \
 && jdeps --print-module-deps --ignore-missing-deps --multi-release 25 --recursive \
      --class-path "dependencies/app/lib/*" application/app/webserver.jar >/modules

# This stage sees only the list of modules: as long as that doesn't change, the runtime comes from the cache.
FROM eclipse-temurin:25-jdk-resolute AS jre
COPY --from=build /modules /modules
# --strip-java-debug-attributes removes line numbers from the JDK's classes: stack traces show the JDK's frames as
# "Unknown Source". Your own classes keep theirs. strip removes the symbols of native functions, which only a debugger
# or profiler of the JVM misses. The tree has a directory of its own: the next stage keeps its directories' times.
RUN jlink --add-modules "$(cat /modules)" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-9 --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

# Train in the layout of the final image: the cache is invalid if a jar's path, time or size differs. The distribution
# may be another one, here one with a shell.
FROM debian:trixie-slim AS train
COPY --from=jre /root-of-image/ /
COPY --from=build /roots/dependencies/ /
COPY --from=build /roots/snapshot-dependencies/ /
COPY --from=build /roots/application/ /
# bash can open a TCP connection by itself; this image has no curl.
SHELL ["/bin/bash", "-c"]
# Start the program, wait for its port, send a few requests, stop it: the JVM writes the cache when it ends. So the
# cache also has what Tomcat and Spring load for the first response, which -Dspring.context.exit=onRefresh doesn't reach.
# The dry run proves that the cache can be used: with AOTMode=on, the JVM refuses to start without it.
# -Xlog: only errors. The list of classes that can't be cached is long and of no use. `java` is an array with what both
# runs share.
RUN java=(/jre/bin/java -XX:+UseSerialGC -Dspring.aot.enabled=true) \
 && { "${java[@]}" -XX:AOTCacheOutput=/app/webserver.aot -Xlog:aot*=error -jar /app/webserver.jar & } \
 && for attempt in {1..600}; do { exec 3<>/dev/tcp/127.0.0.1/8080; } 2>/dev/null && break; sleep 0.1; done \
 && for request in {1..10}; do \
      exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && grep Hello <&3 || exit 1; \
    done \
 && { kill $!; wait $!; [[ $? == 143 ]]; } \
 && "${java[@]}" -XX:AOTCache=/app/webserver.aot -XX:AOTMode=on --dry-run -jar /app/webserver.jar

FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=jre /root-of-image/ /
# What changes least comes first: a changed layer rebuilds those above it.
COPY --from=build /roots/dependencies/ /
# Dependencies with a -SNAPSHOT version, which change under the same name. This program has none.
COPY --from=build /roots/snapshot-dependencies/ /
COPY --from=build /roots/application/ /
# The only layer that isn't reproducible: what the JVM records differs from run to run.
COPY --from=train /app/webserver.aot /app/webserver.aot
# Tomcat creates a working directory in /tmp, so --read-only needs --tmpfs /tmp as well. Don't replace that with
# `VOLUME /tmp`: every container that runs without --rm would leave a volume behind. The base image's default, repeated:
# readers see it here, and Kubernetes' runAsNonRoot can check a number.
USER 65532:65532
EXPOSE 8080
# Name the garbage collector, in training and here. On JDK 25, the default depends on the container's processors and
# memory, and a cache from a run with another collector saves less. Serial suits a small container. With a large heap and
# several processors, its pauses get long: use G1, in both places.
# CompileThresholdScaling: Java's compilers wait until a method has run ten times as often. With few processors, they
# would compete with the start. This delays both compilers and switches neither off. The price: hot code is compiled
# later. If that matters more than the start, leave it out.
ENTRYPOINT ["/jre/bin/java", "-XX:+UseSerialGC", "-XX:CompileThresholdScaling=10", \
            "-XX:AOTCache=/app/webserver.aot", "-Dspring.aot.enabled=true", "-jar", "/app/webserver.jar"]
