ARG VERSION=2.3.0

FROM eclipse-temurin:25-jdk-resolute AS runtime
RUN jlink --add-modules java.base,jdk.httpserver --strip-java-debug-attributes \
      --no-header-files --no-man-pages --compress=zip-9 --output /opt/small-java

FROM eclipse-temurin:25-jdk-resolute AS build
ARG VERSION
WORKDIR /app
COPY . .
RUN rm deploy-token
RUN javac -d classes $(find src -name '*.java') && echo "$VERSION" >classes/version.txt
RUN javac -d /tests -cp classes $(find test -name '*.java') && java -cp classes:/tests worldclock.time.CitiesTest

FROM gcr.io/distroless/java-base-debian13:nonroot
ARG VERSION
LABEL org.opencontainers.image.version=$VERSION
WORKDIR /app
COPY --from=runtime /opt/small-java /opt/small-java
COPY --from=build /app/cities.txt ./
COPY --from=build /app/classes classes
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/opt/small-java/bin/java", "-Xmx64m", "-cp", "classes", "worldclock.Main"]
