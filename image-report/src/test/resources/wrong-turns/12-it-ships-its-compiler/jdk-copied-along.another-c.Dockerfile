FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
RUN javac -d classes module-info.java multistage/webserver/WebServer.java

FROM debian:trixie-slim
ENV JAVA_HOME=/opt/java/openjdk
ENV PATH="$JAVA_HOME/bin:$PATH"
# Java
COPY --from=build /opt/java/openjdk /opt/java/openjdk
COPY --from=build /src/classes /app
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["java", "-p", "/app", "-m", "multistage.webserver/multistage.webserver.WebServer"]
