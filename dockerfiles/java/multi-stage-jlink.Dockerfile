# Title: A Java runtime with just the modules in use
# Improves on: java/multi-stage-jre
# Chapter: 6. Java
# Topic: size
# Not required: noShell, noPackageManager, noSetuid
# At most: 135 MB
#
# jdeps reads from the jar which of the JDK's modules it needs, and jlink links a runtime from these and no others. Now
# the Linux distribution is larger than Java. The price: jdeps can't see what is looked up by name at run
# time (drivers, locales, character sets), and a JDK update means a rebuild instead of a new base image.

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
# or profiler of the JVM misses. The tree has a directory of its own: the next stage keeps its directories' times.
RUN jlink --add-modules "$(jdeps --print-module-deps /webserver.jar)" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-9 --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

FROM debian:trixie-slim
COPY --from=build /root-of-image/ /
# After the runtime: a changed program is then a new layer of a few kilobytes, and the large layer is reused.
COPY --from=build /webserver.jar /webserver.jar
# A number: Kubernetes' runAsNonRoot can't check a name, and a number needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/jre/bin/java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
