# Title: The run-time image of one's own on a base without a shell
# Improves on: java/multi-stage-jlink
# Chapter: 6. Java
#
# distroless/java-base is what a JVM expects of a Linux system (C library, CA certificates, time zones, fonts),
# without Java and without a shell. Put the jlinked run-time on it, and both halves are no larger than they have to
# be, while the C library is still one that somebody else keeps up to date.

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

FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=build /root-of-image/ /
# After the run-time image: a changed program is then a new layer of a few kilobytes, and the big one stays.
COPY --from=build /webserver.jar /webserver.jar
# The tag :nonroot says it already. As a number it can be seen here, and Kubernetes' runAsNonRoot can check it.
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/jre/bin/java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
