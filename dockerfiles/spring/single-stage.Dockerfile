# Title: One stage: Maven and everything it downloads
# Chapter: 2. The single stage
# Topic: size
# Builder: buildkit
# Needs: package repositories
# Writable: /tmp
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode, exactMediaType
#
# Where many Spring Boot services start: the Maven image builds the program and also runs it. The program needs one jar
# and a JRE. What ships is the source code, Maven, its plugins, a second copy of every jar in the local repository, and
# the JDK. And a changed line downloads everything again, because the build is one single step.

FROM maven:3.9-eclipse-temurin-25-noble
WORKDIR /src
# Copy files by name, not with `COPY . .`: a file that the build doesn't need must not trigger a rebuild.
COPY pom.xml ./
COPY src src/
# Everything that is downloaded and compiled has the time of the build, so this layer isn't reproducible.
RUN mvn --batch-mode package
# Tomcat creates a working directory in /tmp, so --read-only needs --tmpfs /tmp as well. Don't replace that with
# `VOLUME /tmp`: every container that runs without --rm would leave a volume behind.
# Documents the port. It opens nothing; `docker run --publish 8080:8080` does.
EXPOSE 8080
# Replaces the base image's entrypoint, which prepares Maven. Exec form: in shell form, SIGTERM would reach a shell
# instead of the program.
ENTRYPOINT ["java", "-jar", "target/webserver.jar"]
