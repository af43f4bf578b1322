# Title: A native binary, no JVM
# Improves on: java/multi-stage-jlink-scratch
# Chapter: 7. Java start-up
# Topic: size
# Needs: a registry
# Only for: linux/amd64
#
# GraalVM's native-image compiles the program, the classes that it reaches and a small runtime into one static binary.
# According to its documentation, such a binary starts at once and uses little memory. The price: minutes of build time,
# one platform, no just-in-time compiler that optimizes while the program runs, and a list of everything that the
# program finds by reflection.
# Unproven here: the recorded runs had no registry to pull GraalVM from, so this file was never built.

FROM ghcr.io/graalvm/native-image-community:25-muslib AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
# --static --libc=musl: the binary needs no library. -Os: optimize for size.
RUN javac -Xlint:all -Werror -d classes module-info.java multistage/webserver/WebServer.java \
 && native-image --static --libc=musl -Os -o /webserver \
      -p classes -m multistage.webserver/multistage.webserver.WebServer \
 && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=build /webserver /webserver
# A number: the image has no /etc/passwd to look a name up in.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell.
ENTRYPOINT ["/webserver"]
