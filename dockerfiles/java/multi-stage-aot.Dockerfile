# Title: Started before, so it starts faster
# Improves on: java/multi-stage-jlink
# Chapter: 7. Java start-up
# Not required: noShell, noPackageManager, noSetuid
#
# The program runs once while the image is built, answers a few requests, and leaves behind an AOT cache (JEP 483,
# 514, 515): classes already loaded and linked, methods known to be hot. The next start takes them from there. The
# image grows by the cache and by modules that are no longer compressed, as unpacking them is what a start spends much
# of its time on.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
# --date and touch: the same source gives the same layer, to the byte, whenever it is built.
RUN javac -Xlint:all -Werror -d classes module-info.java multistage/webserver/WebServer.java \
 && jar --create --file=/webserver.jar --date=2026-01-01T00:00:00Z \
        --main-class=multistage.webserver.WebServer -C classes . \
 && touch -d 2026-01-01 /webserver.jar
RUN jlink --add-modules "$(jdeps --print-module-deps /webserver.jar)" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

# Training takes place in the layout of the final image: the cache is void when the jar's path, time or size differs.
FROM debian:trixie-slim AS train
COPY --from=build /root-of-image/ /
COPY --from=build /webserver.jar /webserver.jar
# bash, because it can open a connection by itself; there is no curl here.
SHELL ["/bin/bash", "-c"]
# Start, wait for the port, ask a few times, stop: the cache is written as the JVM ends. A dry run proves that it is
# used, as AOTMode=on refuses to go on without.
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
# The one layer that is never the same twice, since what the JVM learns isn't.
COPY --from=train /webserver.aot /webserver.aot
# By number: Kubernetes' runAsNonRoot can check a number, but not a name. It needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# The garbage collector is named in training and here: left to itself, the JVM picks one by the container's size, and
# a cache made with another collector is of less use.
ENTRYPOINT ["/jre/bin/java", "-XX:+UseSerialGC", "-XX:AOTCache=/webserver.aot", \
            "-p", "/webserver.jar", "-m", "multistage.webserver"]
