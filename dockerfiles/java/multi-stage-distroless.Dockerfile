# Title: A JRE without a shell
# Improves on: java/multi-stage-jre
# Chapter: 4. Which base
# Use for: Java in general
# Topic: size
# At most: 255 MB
#
# distroless/java25 has the same JRE on the few Debian packages that it needs: no shell, no package manager, no setuid
# programs. All modules are still there, so everything works that works on the JRE. To look inside, use the tag
# :debug-nonroot, which has a shell.

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

FROM gcr.io/distroless/java25-debian13:nonroot
COPY --from=build /webserver.jar /webserver.jar
# The base image's default, repeated: readers see it here, and Kubernetes' runAsNonRoot can check a number.
USER 65532:65532
EXPOSE 8080
# Replaces the base image's entrypoint, `java -jar`.
ENTRYPOINT ["java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
