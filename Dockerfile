# image-report as an image, for machines with Docker and nothing else:
#
#   docker build --tag image-report .
#   docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock image-report alpine:3.24
#
# It is made as chapters 6 and 7 of the course teach: jlink, an AOT cache, and a base image without a shell.

FROM maven:3.9-eclipse-temurin-25-noble AS jars
WORKDIR /src
COPY . .
# The tests have run before a commit; here, they would only delay. The cache mount keeps downloads from build to build.
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    mvn --batch-mode --no-transfer-progress --quiet --projects image-report --also-make package \
      -DskipTests -DskipUnitTests=true -Dspotless.check.skip=true \
 && mkdir /app && mv image-report/target/image-report.jar image-report/target/lib /app/
# The library for zstd has a native part for each of eighteen platforms: keep Linux.
RUN mkdir /zstd && cd /zstd && jar --extract --file /app/lib/zstd-jni-*.jar \
 && rm -r aix darwin freebsd win && cd linux && ls | grep -vxE 'amd64|aarch64' | xargs rm -r && cd .. \
 && jar --create --file /app/lib/zstd-jni-*.jar --manifest META-INF/MANIFEST.MF -C /zstd . \
 && find /app -exec touch -h -d 2026-01-01 {} +

FROM eclipse-temurin:25-jdk-resolute AS build
COPY --from=jars /app/ /root-of-image/app/
# jdeps would also list what libraries use only where it is there, such as java.desktop: this list is what image-report needs.
# Modules aren't compressed, because decompressing them takes longer than anything else in a short run.
RUN jlink --add-modules java.logging,java.naming,java.net.http,java.xml,jdk.unsupported \
      --strip-java-debug-attributes --no-header-files --no-man-pages --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

# The training run explains a small image, and the JVM writes down which classes that takes.
FROM debian:trixie-slim AS train
COPY --from=build /root-of-image/ /
COPY image-report/src/test/resources/cases/executable-jar/executable.tar /
RUN /jre/bin/java -XX:+UseSerialGC -XX:AOTCacheOutput=/image-report.aot -jar /app/image-report.jar /executable.tar >/dev/null

FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=build /root-of-image/ /
COPY --from=train /image-report.aot /
# Who may use Docker's socket, may do everything on its host: a user other than root would be no protection. Where the socket
# has a group, the image also runs as another user: --user 65532 --group-add "$(stat --format %g /var/run/docker.sock)".
USER 0
ENTRYPOINT ["/jre/bin/java", "-XX:+UseSerialGC", "-XX:AOTCache=/image-report.aot", "-jar", "/app/image-report.jar"]
