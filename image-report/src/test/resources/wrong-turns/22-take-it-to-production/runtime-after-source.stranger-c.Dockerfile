ARG VERSION=2.3.0

FROM eclipse-temurin:25-jdk-resolute AS build
ARG VERSION
WORKDIR /app
COPY cities.txt ./
COPY src src
COPY test test
RUN javac -d classes $(find src -name '*.java') && echo "$VERSION" >classes/version.txt
RUN javac -d /tests -cp classes $(find test -name '*.java') && java -cp classes:/tests worldclock.time.CitiesTest
RUN jlink --add-modules java.base,jdk.httpserver --strip-java-debug-attributes \
      --no-header-files --no-man-pages --compress=zip-9 --output java \
 && rm -r src test

FROM gcr.io/distroless/java-base-debian13:nonroot
ARG VERSION
LABEL org.opencontainers.image.version=$VERSION
WORKDIR /app
# The service with its Java.
COPY --from=build /app ./
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/app/java/bin/java", "-Xmx64m", "-cp", "classes", "worldclock.Main"]
