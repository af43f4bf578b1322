# Title: One stage, Maven and all that it downloads
# Chapter: 2. The single stage
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
# Writable: /tmp
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode, exactMediaType
#
# Where many Spring Boot services start: the Maven image builds the program and runs it, too. What is needed is one jar
# and a JRE; what travels along is the source code, Maven, its plugins, every jar once more in the local repository, and
# the JDK. And a changed line downloads all of it again, since nothing but the whole is a step of its own.

FROM maven:3.9-eclipse-temurin-25
WORKDIR /src
# Files and folders are named, never `COPY . .`: a changed README must not cost a new build.
COPY pom.xml ./
COPY src src/
# All that is downloaded and compiled has the time of the build: this layer is never the same twice.
# Without `--secret` this mount is nothing, and the certificates of the image count. Behind a company's proxy that reads
# along, add `--secret id=ca-certificates,src=/etc/ssl/certs/ca-certificates.crt`: for this one command the machine's own
# lie in their place, and in no layer. Java reads a trust store of its own kind, so one is made of them.
RUN --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    trust extract --format=java-cacerts --filter=ca-anchors --purpose=server-auth /tmp/cacerts \
 && mvn --batch-mode -Djavax.net.ssl.trustStore=/tmp/cacerts package \
 && rm /tmp/cacerts
# Tomcat makes a working folder in /tmp when it starts: with --read-only it needs --tmpfs /tmp. No `VOLUME /tmp`, which would
# do without that: every container that is run without --rm would leave a volume behind.
# Says which port is meant; it opens nothing. That is what `docker run -p 8080:8080` does.
EXPOSE 8080
# In place of the base image's entrypoint, which prepares Maven. A list, not a string: a string would start a shell, and
# SIGTERM would reach the shell instead of the program.
ENTRYPOINT ["java", "-jar", "target/webserver.jar"]
