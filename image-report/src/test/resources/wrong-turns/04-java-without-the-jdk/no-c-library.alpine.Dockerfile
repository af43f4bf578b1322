FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
RUN javac -d classes module-info.java multistage/webserver/WebServer.java \
 && jar --create --file=/webserver.jar --date=2026-01-01T00:00:00Z \
        --main-class=multistage.webserver.WebServer -C classes . \
 && touch -d 2026-01-01 /webserver.jar
RUN jlink --add-modules "$(jdeps --print-module-deps /webserver.jar)" --strip-java-debug-attributes --no-header-files --no-man-pages --output=/jre

FROM alpine:3.24
COPY --from=build /jre /jre
COPY --from=build /webserver.jar /webserver.jar
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/jre/bin/java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
