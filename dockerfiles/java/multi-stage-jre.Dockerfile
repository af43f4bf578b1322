# Title: Build with the JDK, run on the JRE
# Improves on: java/single-stage
# Chapter: 6. Java
# Topic: size
# Not required: noShell, noPackageManager, noSetuid
# At most: 350 MB
#
# The compiler stays in the first stage. The second one starts from the same distribution with a JRE. It is the
# smallest possible change, and the smallest gain: the JRE still has every module, though the program uses two, and a
# distribution with a shell and a package manager.

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

FROM eclipse-temurin:25-jre-resolute
COPY --from=build /webserver.jar /webserver.jar
# A number: Kubernetes' runAsNonRoot can't check a name, and a number needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# Replaces the base image's entrypoint, a script that imports CA certificates and then starts java.
ENTRYPOINT ["java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
