FROM eclipse-temurin:25-jre
WORKDIR /app
RUN touch /webserver.jar
# Relative to WORKDIR.
ENTRYPOINT ["java", "-jar", "webserver.jar"]
