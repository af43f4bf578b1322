FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
RUN javac -d classes module-info.java multistage/webserver/WebServer.java \
 && jar --create --file=/webserver.jar --date=2026-01-01T00:00:00Z \
        --main-class=multistage.webserver.WebServer -C classes . \
 && touch -d 2026-01-01 /webserver.jar

FROM gcr.io/distroless/java25-debian13:nonroot
COPY --from=build /webserver.jar /webserver.jar
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
