# Title: No JVM any more
# Improves on: java/multi-stage-jlink-scratch
# Chapter: 7. Java start-up
# Needs: a registry
# Only for: linux/amd64
#
# GraalVM's native-image compiles the program, the classes that it reaches and a small run-time into one static
# binary. It is there to start at once and with little memory. The price: minutes of building, one processor, no
# just-in-time compiler that gets better while the program runs, and whatever is only found by reflection has to be
# named. Unproved so far: it was never built where the recorded run was made, as no registry was in reach.

FROM ghcr.io/graalvm/native-image-community:25-muslib AS build
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
# --static --libc=musl: no library is needed at run time. -Os: small before fast.
RUN javac -Xlint:all -Werror -d classes module-info.java multistage/webserver/WebServer.java \
 && native-image --static --libc=musl -Os -o /webserver \
      -p classes -m multistage.webserver/multistage.webserver.WebServer \
 && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=build /webserver /webserver
# By number: there is no /etc/passwd here that could give a name a meaning.
USER 65532:65532
EXPOSE 8080
# As a list: there is no shell here that could take a string apart.
ENTRYPOINT ["/webserver"]
