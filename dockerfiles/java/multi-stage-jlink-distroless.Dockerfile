# Title: A custom runtime on a base without a shell
# Improves on: java/multi-stage-jlink
# Chapter: 6. Java
# Topic: size
# At most: 80 MB
#
# distroless/java-base has what a JVM expects of a Linux system (C library, CA certificates, time zones, fonts), without
# Java and without a shell. With the runtime that jlink makes, neither half is larger than it has to be. And somebody
# else still keeps the C library up to date.

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

FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=build /root-of-image/ /
# After the runtime: a changed program is then a new layer of a few kilobytes, and the large layer is reused.
COPY --from=build /webserver.jar /webserver.jar
# The base image's default, repeated: readers see it here, and Kubernetes' runAsNonRoot can check a number.
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/jre/bin/java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
