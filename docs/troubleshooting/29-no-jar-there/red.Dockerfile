FROM eclipse-temurin:25-jre-resolute
WORKDIR /app
RUN touch /webserver.jar
# Relative to WORKDIR.
ENTRYPOINT ["java", "-jar", "webserver.jar"]
