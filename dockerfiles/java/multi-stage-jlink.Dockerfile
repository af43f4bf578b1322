# Title: A Java run-time of just the modules that are used
# Improves on: java/multi-stage-jre
# Chapter: 6. Java
# Not required: noShell, noPackageManager, noSetuid
#
# jdeps reads from the jar which of the JDK's modules it needs, jlink links a run-time image of these and no others.
# From here on the Linux distribution weighs more than Java does. The price: what is looked up by name at run time
# (drivers, locales, character sets) jdeps cannot see, and a JDK update means a new build instead of a new base.

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
# strip removes the names of native functions, which only a debugger of the JVM itself would miss. The tree stands in a
# folder of its own, so that the next stage can copy it as it is, with the times of its folders.
RUN jlink --add-modules "$(jdeps --print-module-deps /webserver.jar)" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-9 --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

FROM debian:trixie-slim
COPY --from=build /root-of-image/ /
# After the run-time image: a changed program is then a new layer of a few kilobytes, and the big one stays.
COPY --from=build /webserver.jar /webserver.jar
# By number: Kubernetes' runAsNonRoot can check a number, but not a name. It needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/jre/bin/java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
