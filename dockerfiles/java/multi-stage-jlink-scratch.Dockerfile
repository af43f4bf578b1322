# Title: Java and just the libraries below it
# Improves on: java/multi-stage-jlink-distroless
# Chapter: 6. Java
# Use for: Java that looks nothing up by name, if size matters most
# Topic: size
# At most: 60 MB
#
# A JVM is a C++ program. Of a Linux distribution it needs the C library, the loader, and little else. ldd lists these
# files at build time, for any JDK and platform, but not what code loads by name (dlopen): test that. The price: files
# without a package database, so scanners report no vulnerability (CVE) in glibc. Its security updates require a rebuild
# by you, not just a new base image. And there are no tools to look around with.

FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
# --date and touch set fixed times: the same source then gives the same layer, byte for byte, whenever it is built.
RUN javac -Xlint:all -Werror -d classes module-info.java multistage/webserver/WebServer.java \
 && jar --create --file=/webserver.jar --date=2026-01-01T00:00:00Z \
        --main-class=multistage.webserver.WebServer -C classes . \
 && touch -d 2026-01-01 /webserver.jar
# --strip-java-debug-attributes removes line numbers from the JDK's classes: stack traces show the JDK's frames as
# "Unknown Source". Your own classes keep theirs. --exclude-files leaves out files that jlink adds to every runtime and
# that few servers need: tools, the class list for CDS archives, files for IDEs, a library for signals. strip removes
# the symbols of native functions, which only a debugger or profiler of the JVM misses. The tree has a directory of its
# own: the next stage keeps its directories' times.
RUN jlink --add-modules "$(jdeps --print-module-deps /webserver.jar)" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-9 \
      --exclude-files='**/keytool,**/jwebserver,**/jexec,**/classlist,**jrt-fs.jar,**/libjsig.so' \
      --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +
# LD_LIBRARY_PATH makes ldd prefer the runtime's own libraries. cp -L copies files instead of links, and --parents keeps
# their paths, where the loader looks for them. pipefail: if a command in the pipe fails, so does the build.
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN cd /root-of-image/jre && export LD_LIBRARY_PATH="$PWD/lib:$PWD/lib/server" \
 && find . -type f \( -name "*.so" -o -path "./bin/*" \) -exec ldd {} + \
  | grep -o "/[^ :]* (" | tr -d " (" | grep -v ^/root-of-image | sort -u | xargs cp -L --parents -t /root-of-image \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

FROM scratch
# There is no /tmp. Java would write its performance counters there, but starts without them.
COPY --from=build /root-of-image/ /
# After the runtime: a changed program is then a new layer of a few kilobytes, and the large layer is reused.
COPY --from=build /webserver.jar /webserver.jar
# A number: the image has no /etc/passwd to look a name up in.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell.
ENTRYPOINT ["/jre/bin/java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
