# Title: Java and just the libraries below it
# Improves on: java/multi-stage-jlink-distroless
# Chapter: 6. Java
#
# A JVM is a C++ program: it needs the C library, the loader that finds it, and nothing else of a Linux distribution.
# ldd says which files these are; it is asked at build time, so that the answer is right for any JDK and any
# processor. The price: they come from the build image, so a security update of glibc is a new build of ours and no
# longer a new base image; and there is nothing to look around with.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
# --date and touch: the same source gives the same layer, to the byte, whenever it is built.
RUN javac -Xlint:all -Werror -d classes module-info.java multistage/webserver/WebServer.java \
 && jar --create --file=/webserver.jar --date=2026-01-01T00:00:00Z \
        --main-class=multistage.webserver.WebServer -C classes . \
 && touch -d 2026-01-01 /webserver.jar
# strip removes the names of native functions, which only a debugger of the JVM itself would miss. The tree stands in a
# folder of its own, so that the next stage can copy it as it is, with the times of its folders.
RUN jlink --add-modules "$(jdeps --print-module-deps /webserver.jar)" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-9 --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +
# LD_LIBRARY_PATH: what the run-time image has itself is not looked for outside. -L and --parents: the files, not links
# to them, each at the path where the loader looks for it.
RUN cd /root-of-image/jre && export LD_LIBRARY_PATH="$PWD/lib:$PWD/lib/server" \
 && find . -type f \( -name "*.so" -o -path "./bin/*" \) -exec ldd {} + \
  | grep -o "/[^ :]* (" | tr -d " (" | grep -v ^/root-of-image | sort -u | xargs cp -L --parents -t /root-of-image \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

FROM scratch
# No /tmp among it: Java would put its performance counters there, and goes without.
COPY --from=build /root-of-image/ /
# After the run-time image: a changed program is then a new layer of a few kilobytes, and the big one stays.
COPY --from=build /webserver.jar /webserver.jar
# By number: there is no /etc/passwd here that could give a name a meaning.
USER 65532:65532
EXPOSE 8080
# As a list: there is no shell here that could take a string apart.
ENTRYPOINT ["/jre/bin/java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
