FROM eclipse-temurin:25-jre-resolute
WORKDIR /app
RUN touch /webserver.jar
# The absolute path. (The jar is empty, so this only checks that the file is found.)
ENTRYPOINT ["ls", "/webserver.jar"]
