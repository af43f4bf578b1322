# Title: Build with the JDK, run on the JRE
# Improves on: java/single-stage
# Chapter: 6. Java
# Not required: noShell, noPackageManager, noSetuid
#
# The compiler stays behind in the first image; the second one starts from the same distribution with the run-time
# half of the JDK. It is the smallest change that there is, and the smallest gain: the JRE still brings every module,
# though the program uses two, and a distribution with shell and package manager.

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

FROM eclipse-temurin:25-jre
COPY --from=build /webserver.jar /webserver.jar
# By number: Kubernetes' runAsNonRoot can check a number, but not a name. It needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# In place of the base image's entrypoint, a script that imports CA certificates before it starts java.
ENTRYPOINT ["java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
