# image-report as an image, for machines with Docker and nothing else:
#
#   docker build --tag image-report .
#   docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock image-report alpine:3.24
#
# It is made as chapters 4, 6, and 7 of the course teach: jlink, only the libraries that the runtime needs, an AOT
# cache, and no distribution.

FROM maven:3.9-eclipse-temurin-25-noble AS jars
WORKDIR /src
COPY . .
# CI runs the tests before a change is merged; here, they would only delay. The cache mount keeps downloads from build
# to build.
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    mvn --batch-mode --no-transfer-progress --quiet --projects image-report --also-make package \
      -DskipTests -DskipUnitTests=true -Dspotless.check.skip=true \
 && mkdir /app && mv image-report/target/image-report.jar image-report/target/lib /app/
# Bouncy Castle, a quarter of all libraries, is for engines behind TLS: this image is for a socket of the same machine.
RUN rm /app/lib/bc*.jar
# Two libraries have native parts for up to twenty platforms: keep those of Linux on amd64 and arm64.
RUN mkdir /zstd && cd /zstd && jar --extract --file /app/lib/zstd-jni-*.jar \
 && rm -r aix darwin freebsd win && cd linux && ls | grep -vxE 'amd64|aarch64' | xargs -r rm -r && cd .. \
 && jar --create --file /app/lib/zstd-jni-*.jar --manifest META-INF/MANIFEST.MF -C /zstd . \
 && mkdir /jna && cd /jna && jar --extract --file /app/lib/jna-*.jar \
 && cd com/sun/jna && ls -d */ | grep '-' | grep -vxE 'linux-(x86-64|aarch64)/' | xargs -r rm -r \
 && jar --create --file /app/lib/jna-*.jar --manifest /jna/META-INF/MANIFEST.MF -C /jna . \
 && find /app -exec touch -h -d 2026-01-01 {} +

FROM eclipse-temurin:25-jdk-resolute AS build
COPY --from=jars /app/ /root-of-image/app/
# jdeps would also list modules that libraries use only if present, such as java.desktop: this list is what image-report
# needs. Compressed modules cost little time: most classes of a short run come from the AOT cache.
RUN jlink --add-modules java.logging,java.naming,java.net.http,java.xml,jdk.unsupported \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-9 --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} +
# ldd is used as in dockerfiles/java/multi-stage-jlink-scratch.Dockerfile. Libraries unpack their native parts into /tmp.
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN cd /root-of-image/jre && export LD_LIBRARY_PATH="$PWD/lib:$PWD/lib/server" \
 && find . -type f \( -name "*.so" -o -path "./bin/*" \) -exec ldd {} + \
  | grep -o "/[^ :]* (" | tr -d " (" | grep -v ^/root-of-image | sort -u | xargs cp -L --parents -t /root-of-image \
 && mkdir --mode=1777 /root-of-image/tmp && find /root-of-image -exec touch -h -d 2026-01-01 {} +

# The training run is a short one: it sets up the command line, as every command does but --help, which prints a file. Classes
# that it doesn't load come from the jars later. A run that explains an image would make the cache twice as large.
FROM debian:trixie-slim AS train
COPY --from=build /root-of-image/jre/ /jre/
COPY --from=build /root-of-image/app/ /app/
RUN /jre/bin/java -XX:+UseSerialGC -XX:AOTCacheOutput=/image-report.aot -jar /app/image-report.jar annotate --help >/dev/null \
 && /jre/bin/java -XX:+UseSerialGC -XX:AOTCache=/image-report.aot -XX:AOTMode=on -jar /app/image-report.jar --version

# The C library comes from the JDK's image. Nobody updates it but you: build the image again.
FROM scratch
COPY --from=build /root-of-image/ /
COPY --from=train /image-report.aot /
# The tool's cache of layers lasts as long as the container. Nobody has a home directory here.
ENV XDG_CACHE_HOME=/tmp
# Whoever may use Docker's socket can do everything on its host: a user other than root would be no protection. Where the
# socket has a group, the image also runs as another user:
# --user 65532 --group-add "$(stat --format %g /var/run/docker.sock)".
USER 0
ENTRYPOINT ["/jre/bin/java", "-XX:+UseSerialGC", "-XX:AOTCache=/image-report.aot", "-jar", "/app/image-report.jar"]
