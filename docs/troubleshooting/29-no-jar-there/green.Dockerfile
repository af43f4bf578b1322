FROM eclipse-temurin:25-jre
WORKDIR /app
RUN touch /webserver.jar
# The right path. (There is no program in this jar: checking that it is found is enough here.)
ENTRYPOINT ["ls", "/webserver.jar"]
