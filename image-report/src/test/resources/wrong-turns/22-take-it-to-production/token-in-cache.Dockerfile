ARG VERSION=2.3.0

FROM eclipse-temurin:25-jdk-resolute AS runtime
RUN jlink --add-modules java.base,jdk.httpserver \
      --strip-java-debug-attributes --no-header-files --no-man-pages --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY . .
ARG VERSION
RUN javac -Xlint:all -Werror -d classes $(find src -name '*.java') \
 && echo "$VERSION" >classes/version.txt \
 && jar --create --file=/worldclock.jar --date=2026-01-01T00:00:00Z --main-class=worldclock.Main -C classes . \
 && touch -d 2026-01-01 /worldclock.jar

FROM build AS test
COPY test test
COPY cities.txt ./
RUN javac -d test-classes -cp classes $(find test -name '*.java') \
 && java -cp classes:test-classes worldclock.time.CitiesTest

FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=runtime /root-of-image/ /
WORKDIR /app
COPY --from=test /worldclock.jar /src/cities.txt ./
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/jre/bin/java", "-Xmx64m", "-jar", "worldclock.jar"]
ARG VERSION
LABEL org.opencontainers.image.version="$VERSION"
