# Title: A JRE without a shell
# Improves on: java/multi-stage-jre
# Chapter: 4. Which base
#
# distroless/java25 is the same run-time on the few Debian packages that it needs: no shell, no package manager,
# nothing that belongs to root and can be run by everyone. All modules are still there, so everything works that
# worked on the JRE. For looking inside there is the tag :debug, with a shell.

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

FROM gcr.io/distroless/java25-debian13:nonroot
COPY --from=build /webserver.jar /webserver.jar
# The tag :nonroot says it already. As a number it can be seen here, and Kubernetes' runAsNonRoot can check it.
USER 65532:65532
EXPOSE 8080
# In place of the base image's entrypoint, which is `java -jar`.
ENTRYPOINT ["java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
