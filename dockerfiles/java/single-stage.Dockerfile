# Title: One stage, the whole JDK
# Chapter: 2. The single stage
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode
#
# Where nearly everyone starts: the JDK image compiles the program and runs it, too. It works, but compiler, debugger,
# profiler, the source code and a complete Linux distribution travel along to every machine that only wants to run one
# jar, and the program runs as root.

FROM eclipse-temurin:25-jdk
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
# --date and touch: with fixed times, the layers of the next steps are the same whenever they are built. This layer is
# never the same twice, since it has the classes, too.
RUN javac -Xlint:all -Werror -d classes module-info.java multistage/webserver/WebServer.java \
 && jar --create --file=/webserver.jar --date=2026-01-01T00:00:00Z \
        --main-class=multistage.webserver.WebServer -C classes . \
 && touch -d 2026-01-01 /webserver.jar
# Says which port is meant; it opens nothing. That is what `docker run -p 8080:8080` does.
EXPOSE 8080
# A list, not a string: a string would start a shell, and SIGTERM would reach the shell instead of the program.
CMD ["java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
