# Title: A training run for a faster start
# Improves on: java/multi-stage-jlink
# Chapter: 7. Java start-up
# Topic: size
# Builder: buildkit
# Not required: noShell, noPackageManager, noSetuid
# At most: 165 MB
#
# During the build, the program runs once, answers a few requests, and writes an AOT cache (JEP 483, 514, 515): classes
# that are already loaded and linked, and profiles of hot methods. Each start of the container continues from there. The
# image grows by the cache, and by modules that are no longer compressed: decompressing them takes much of a start.

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
# proves that the cache can be used: with AOTMode=on, the JVM refuses to start without it.
RUN java=(/jre/bin/java -XX:+UseSerialGC -p /webserver.jar) \
 && { "${java[@]}" -XX:AOTCacheOutput=/webserver.aot -m multistage.webserver & } \
 && for attempt in {1..100}; do { exec 3<>/dev/tcp/127.0.0.1/8080; } 2>/dev/null && break; sleep 0.1; done \
 && for request in {1..10}; do \
      exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && grep Hello <&3 || exit 1; \
    done \
 && { kill $!; wait $!; [[ $? == 143 ]]; } \
 && "${java[@]}" -XX:AOTCache=/webserver.aot -XX:AOTMode=on --dry-run -m multistage.webserver

FROM debian:trixie-slim
COPY --from=build /root-of-image/ /
COPY --from=build /webserver.jar /webserver.jar
# The only layer that isn't reproducible: what the JVM records differs from run to run.
COPY --from=train /webserver.aot /webserver.aot
# A number: Kubernetes' runAsNonRoot can't check a name, and a number needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# Name the garbage collector, in training and here. On JDK 25, the default depends on the container's processors and
# memory, and a cache from a run with another collector saves less.
ENTRYPOINT ["/jre/bin/java", "-XX:+UseSerialGC", "-XX:AOTCache=/webserver.aot", \
            "-p", "/webserver.jar", "-m", "multistage.webserver"]
