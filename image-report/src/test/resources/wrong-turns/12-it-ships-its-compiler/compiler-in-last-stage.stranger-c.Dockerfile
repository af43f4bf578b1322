FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
RUN javac -d classes module-info.java multistage/webserver/WebServer.java

FROM eclipse-temurin:25-jdk-resolute
COPY --from=build /src/classes /src/classes
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["java", "-p", "/src/classes", "-m", "multistage.webserver/multistage.webserver.WebServer"]
