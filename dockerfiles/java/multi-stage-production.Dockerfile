# Title: A small runtime, a fast start, and a base that others patch
# Improves on: java/multi-stage-jlink-distroless
# Chapter: 7. Java start-up
# Use for: Java that looks nothing up by name (drivers, locales)
# Topic: size
# Builder: buildkit
# At most: 110 MB
#
# The ideas of three other steps in one image: jlink's runtime, an AOT cache from a training run, and distroless as the
# base. The first two stages are those of multi-stage-aot, so the build cache has them if you built that step. The price
# is that of all three: what is looked up by name has to be added to --add-modules, every build starts the program, and
# a changed line is a new cache to push. Distroless patches the C library. The Java runtime is yours: rebuild for each of
# its updates. The templates also set how much memory the heap may take, and what happens when it is full.

FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
# --date and touch set fixed times: the same source then gives the same layer, byte for byte, whenever it is built.
RUN javac -Xlint:all -Werror -d classes module-info.java multistage/webserver/WebServer.java \
 && jar --create --file=/webserver.jar --date=2026-01-01T00:00:00Z \
        --main-class=multistage.webserver.WebServer -C classes . \
 && touch -d 2026-01-01 /webserver.jar
# --strip-java-debug-attributes removes line numbers from the JDK's classes: stack traces show the JDK's frames as
# "Unknown Source". Your own classes keep theirs. strip removes the symbols of native functions, which only a debugger
# or profiler of the JVM misses.
RUN jlink --add-modules "$(jdeps --print-module-deps /webserver.jar)" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

# Train in the layout of the final image: the cache is invalid if the jar's path, time or size differs.
FROM debian:trixie-slim AS train
COPY --from=build /root-of-image/ /
COPY --from=build /webserver.jar /webserver.jar
# bash can open a TCP connection by itself; this image has no curl.
SHELL ["/bin/bash", "-c"]
# Start the server, wait for its port, send a few requests, stop it: the JVM writes the cache when it ends. The dry run
# proves that the cache can be used: with AOTMode=on, the JVM refuses to start without it. `java` is an array with what
# both runs share.
RUN java=(/jre/bin/java -XX:+UseSerialGC -p /webserver.jar) \
 && { "${java[@]}" -XX:AOTCacheOutput=/webserver.aot -m multistage.webserver & } \
 && for attempt in {1..100}; do { exec 3<>/dev/tcp/127.0.0.1/8080; } 2>/dev/null && break; sleep 0.1; done \
 && for request in {1..10}; do \
      exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && grep Hello <&3 || exit 1; \
    done \
 && { kill $!; wait $!; [[ $? == 143 ]]; } \
 && "${java[@]}" -XX:AOTCache=/webserver.aot -XX:AOTMode=on --dry-run -m multistage.webserver

FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=build /root-of-image/ /
COPY --from=build /webserver.jar /webserver.jar
# The only layer that isn't reproducible: what the JVM records differs from run to run.
COPY --from=train /webserver.aot /webserver.aot
# The base image's default, repeated: readers see it here, and Kubernetes' runAsNonRoot can check a number.
USER 65532:65532
EXPOSE 8080
# Name the garbage collector, in training and here. On JDK 25, the default depends on the container's processors and
# memory, and a cache from a run with another collector saves less. Serial suits a small container. With a large heap and
# several processors, its pauses get long: use G1, in both places.
ENTRYPOINT ["/jre/bin/java", "-XX:+UseSerialGC", "-XX:AOTCache=/webserver.aot", \
            "-p", "/webserver.jar", "-m", "multistage.webserver"]
