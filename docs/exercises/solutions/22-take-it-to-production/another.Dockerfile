# Another solution of exercise 22: the runtime and just the libraries that it needs, on nothing.

ARG VERSION=2.3.0

FROM eclipse-temurin:25-jdk-resolute AS runtime
# pipefail: if a command in the pipe fails, so does the build.
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN jlink --add-modules java.base,jdk.httpserver \
      --strip-java-debug-attributes --no-header-files --no-man-pages --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} +
# ldd lists the shared libraries, and cp --parents keeps their paths, where the loader looks for them.
RUN cd /root-of-image/jre && export LD_LIBRARY_PATH="$PWD/lib:$PWD/lib/server" \
 && find . -type f \( -name "*.so" -o -path "./bin/*" \) -exec ldd {} + \
  | grep -o "/[^ :]* (" | tr -d " (" | grep -v ^/root-of-image | sort -u | xargs cp -L --parents -t /root-of-image \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

FROM eclipse-temurin:25-jdk-resolute AS test
WORKDIR /src
ARG VERSION
COPY src src
COPY test test
COPY cities.txt ./
# The classes of the tests have a directory of their own.
RUN javac -d /app/classes $(find src -name '*.java') \
 && echo "$VERSION" >/app/classes/version.txt \
 && cp cities.txt /app \
 && javac -d test-classes -cp /app/classes $(find test -name '*.java') \
 && java -cp /app/classes:test-classes worldclock.time.CitiesTest

FROM scratch
ARG VERSION
LABEL org.opencontainers.image.version="$VERSION"
COPY --from=runtime /root-of-image/ /
# This stage runs the tests itself, so BuildKit can't skip them.
COPY --from=test /app /app
ENV WORLDCLOCK_CITIES=/app/cities.txt
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/jre/bin/java", "-Xmx64m", "-cp", "/app/classes", "worldclock.Main"]
