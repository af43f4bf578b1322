# Title: One stage, the whole JDK
# Chapter: 2. The single stage
# Topic: size
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode
#
# Where nearly everyone starts: the JDK image compiles the program and also runs it. It works. But compiler, debugger,
# profiler, source code and a whole Linux distribution ship to every machine that only has to run one jar. And the
# program runs as root.

FROM eclipse-temurin:25-jdk-resolute
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
# --date and touch set fixed times, which makes the layers of the next steps reproducible. This layer isn't: it also has
# the classes.
RUN javac -Xlint:all -Werror -d classes module-info.java multistage/webserver/WebServer.java \
 && jar --create --file=/webserver.jar --date=2026-01-01T00:00:00Z \
        --main-class=multistage.webserver.WebServer -C classes . \
 && touch -d 2026-01-01 /webserver.jar
# Documents the port. It opens nothing; `docker run --publish 8080:8080` does.
EXPOSE 8080
# Exec form. The shell form would start a shell, and SIGTERM would reach that shell instead of the program.
CMD ["java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
