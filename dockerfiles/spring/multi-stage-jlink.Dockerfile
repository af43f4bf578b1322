# Title: A runtime with the modules that a framework may use
# Improves on: spring/multi-stage-layered
# Chapter: 6. Java
# Use for: Spring Boot, if size matters most and tests on this runtime cover what is looked up by name
# Topic: size
# Builder: buildkit
# Needs: package repositories
# Writable: /tmp
# Not required: exactMediaType
# At most: 120 MB
#
# jdeps reads from all jars which of the JDK's modules they need, and jlink links a runtime from these. With a
# framework, jdeps finds too much and too little. Too much: Spring has code for databases, scripts and desktop classes,
# so their modules are included, though this program never runs that code. Too little: jdeps can't follow what is looked
# up by name at run time, nor libraries that aren't there (--ignore-missing-deps).
#
# To find what is missing, run your tests with `java -Xshare:off -Xlog:class+load`, and compare the modules it names
# (`source: jrt:/…`) with the answer of jdeps. This program needs none of the missing ones: they are providers that the
# JDK can do without. Other programs do need some. Add those to --add-modules: jdk.localedata (dates and numbers in
# languages other than English), jdk.charsets (rare character sets), jdk.management (processor time in Actuator's
# metrics), jdk.naming.dns (LDAP and mail servers found by DNS), jdk.crypto.cryptoki (keys on hardware).

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

FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=jre /root-of-image/ /
# What changes least comes first: a changed layer rebuilds those above it.
COPY --from=build /roots/dependencies/ /
# Dependencies with a -SNAPSHOT version, which change under the same name. This program has none.
COPY --from=build /roots/snapshot-dependencies/ /
COPY --from=build /roots/application/ /
# Tomcat creates a working directory in /tmp, so --read-only needs --tmpfs /tmp as well. Don't replace that with
# `VOLUME /tmp`: every container that runs without --rm would leave a volume behind. The base image's default, repeated:
# readers see it here, and Kubernetes' runAsNonRoot can check a number.
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/jre/bin/java", "-jar", "/app/webserver.jar"]
