ARG VERSION=2.3.0
FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /app
COPY src src
RUN javac -d classes $(find src -name '*.java')
RUN echo "$VERSION" >classes/version.txt

FROM eclipse-temurin:25-jre-resolute
WORKDIR /app
COPY --from=build /app/classes classes
LABEL org.opencontainers.image.version=$VERSION
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["java", "-Xmx64m", "-cp", "classes", "worldclock.Main"]
