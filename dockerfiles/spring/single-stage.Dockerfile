# Title: One stage, Maven and all that it downloads
# Chapter: 2. The single stage
# Needs: package repositories
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode
#
# Where many Spring Boot services start: the Maven image builds the program and runs it, too. What is needed is one jar
# and a JRE; what travels along is the source code, Maven, its plugins, every jar once more in the local repository, and
# the JDK. And a changed line downloads all of it again, since nothing but the whole is a step of its own.

FROM maven:3.9-eclipse-temurin-25
WORKDIR /src
# Files and folders are named, never `COPY . .`: a changed README must not cost a new build.
COPY pom.xml ./
COPY src src/
RUN mvn --batch-mode package
# Tomcat makes a working folder here when it starts. As a volume it can, also where the rest is --read-only.
VOLUME /tmp
# Says which port is meant; it opens nothing. That is what `docker run -p 8080:8080` does.
EXPOSE 8080
# In place of the base image's entrypoint, which prepares Maven. A list, not a string: a string would start a shell, and
# SIGTERM would reach the shell instead of the program.
ENTRYPOINT ["java", "-jar", "target/webserver.jar"]
