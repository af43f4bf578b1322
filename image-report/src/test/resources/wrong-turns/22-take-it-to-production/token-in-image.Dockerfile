ARG VERSION=2.3.0
FROM eclipse-temurin:25-jdk-resolute
WORKDIR /app
COPY . .
RUN javac -d classes $(find src -name '*.java')
RUN echo "$VERSION" >classes/version.txt
RUN jlink --add-modules java.base,jdk.httpserver --output /opt/small-java
ENV PATH="/opt/small-java/bin:$PATH"
RUN rm deploy-token
RUN chmod -R 777 /app
LABEL org.opencontainers.image.version=$VERSION
EXPOSE 8080
ENTRYPOINT ["java", "-cp", "classes", "worldclock.Main"]
