# Title: Started before, so it starts faster
# Improves on: spring/multi-stage-layered
# Chapter: 7. Java start-up
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
# Writable: /tmp
# Not required: noShell, noPackageManager, noSetuid, exactMediaType
#
# Two things are named AOT, ahead of time. Spring's works out at build time which beans there will be, and leaves
# classes behind that say so, in place of searching for them at each start. Java's (JEP 483, 514, 515) runs a program
# once while the image is built, and leaves behind a cache: classes already loaded and linked, methods known to be hot.
# The image grows by that cache, some 55 MB.
#
# What is trained here is not the program but what it is made of, the framework, with a small program that never changes
# (src/training). So one changed line is still a few kilobytes to push, and no new training. The price: the program's
# own classes are not in the cache. Here they are a few among thousands; where there are thousands of your own, train
# with your own program, and push the cache with every build.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
# First what seldom changes: this file decides what is downloaded, so the next line runs again only when it changes.
COPY pom.xml ./
# A build without the program, so that all it needs is in this layer. `mvn dependency:go-offline` is made for it, but it
# misses what plugins ask for as they run: the test plugin does so only when there is a test, hence an empty one.
# Without `--secret` this mount is nothing, and the certificates of the image count. Behind a company's proxy that reads
# along, add `--secret id=ca-certificates,src=/etc/ssl/certs/ca-certificates.crt`: for this one command the machine's own
# lie in their place, and in no layer. Java reads a trust store of its own kind, so one is made of them.
RUN --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    trust extract --format=java-cacerts --filter=ca-anchors --purpose=server-auth /tmp/cacerts \
 && mkdir -p src/test/java \
 && echo 'class EmptyTest { @org.junit.jupiter.api.Test void test() {} }' >src/test/java/EmptyTest.java \
 && mvn --batch-mode -Djavax.net.ssl.trustStore=/tmp/cacerts package -Dspring-boot.repackage.skip \
 && rm -r src target /tmp/cacerts
COPY src src/
# -Pnative: a profile of Spring Boot's parent that runs Spring's AOT. Nothing native is made by it.
# --offline: should something be missing in the layer above, this says so, instead of downloading it each time.
RUN mvn --batch-mode --offline -Pnative package && touch -d 2026-01-01 target/webserver.jar
# Each layer as a tree of its own, so that the next stage can copy it as it is, with the times of its folders: Java's
# cache is void when the time of a jar differs, and the same source gives the same layers whenever it is built.
#   dependencies  other people's jars
#   framework     a jar that is just a list of these, and the program for the training
#   generated     what Spring's AOT has made for other people's classes: it changes when the beans do, not with each line
#   application   the program, and what was generated for it
RUN java -Djarmode=tools -jar target/webserver.jar extract --layers --destination layers \
 && mkdir -p /roots/dependencies /roots/framework/app /roots/generated/app /roots/application/app \
 && mv layers/dependencies /roots/dependencies/app \
 && mkdir classes generated training && cd classes && jar --extract --file ../layers/application/webserver.jar \
 && awk '/^[A-Z]/ { wanted = /^Class-Path:/ } wanted' META-INF/MANIFEST.MF >../class-path \
 && mv org ../generated/ && rm -r META-INF/native-image && cd .. \
 && javac -d training --class-path "/roots/dependencies/app/lib/*" src/training/java/multistage/training/Training.java \
 && jar="jar --create --date=2026-01-01T00:00:00Z" \
 && $jar --file /roots/framework/app/framework.jar --manifest class-path -C training . \
 && (cd generated && find * -type f | sort >../files && $jar --file /roots/generated/app/generated.jar @../files) \
 && (cd classes && find * -type f | sort >../files && $jar --file /roots/application/app/webserver.jar @../files) \
 && find /roots -exec touch -h -d 2026-01-01 {} +

# The training sees nothing of the program: as long as the trees that are copied here stay the same, it comes from the
# cache of builds.
FROM eclipse-temurin:25-jre AS train
COPY --from=build /roots/dependencies/ /
COPY --from=build /roots/framework/ /
# The list of what isn't fit for the cache is long, and of no use: only errors, please.
RUN mkdir -p /root-of-image/app \
 && java -XX:+UseSerialGC -XX:AOTCacheOutput=/root-of-image/app/framework.aot -Xlog:aot*=error \
      -cp /app/framework.jar multistage.training.Training \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

# A cache that doesn't fit is left aside without a word. AOTMode=on refuses to go on without; --dry-run ends before main.
FROM train AS check
COPY --from=build /roots/generated/ /roots/generated/
COPY --from=build /roots/application/ /roots/application/
RUN java -XX:+UseSerialGC -XX:AOTCache=/root-of-image/app/framework.aot -XX:AOTMode=on --dry-run \
      -cp /app/framework.jar:/roots/generated/app/generated.jar:/roots/application/app/webserver.jar \
      multistage.webserver.WebServer

FROM eclipse-temurin:25-jre
# What changes least comes first: a layer is built anew when one below it was.
COPY --from=build /roots/dependencies/ /
COPY --from=build /roots/framework/ /
# A builder that doesn't have it in its cache trains anew, and what the JVM learns is never the same twice: then this
# layer is pushed again, though nothing changed.
COPY --from=train /root-of-image/ /
COPY --from=check /roots/generated/ /
COPY --from=check /roots/application/ /
# Tomcat makes a working folder in /tmp when it starts: with --read-only it needs --tmpfs /tmp. No `VOLUME /tmp`, which would
# do without that: every container that is run without --rm would leave a volume behind.
# By number: Kubernetes' runAsNonRoot can check a number, but not a name. It needs no entry in /etc/passwd.
USER 65532:65532
EXPOSE 8080
# The class path begins as it did in training; what comes after is new to the cache, which Java allows. The garbage
# collector is named in training and here: left to itself, the JVM picks one by the container's size, and a cache made
# with another collector is of less use.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:AOTCache=/app/framework.aot", "-Dspring.aot.enabled=true", \
            "-cp", "/app/framework.jar:/app/generated.jar:/app/webserver.jar", "multistage.webserver.WebServer"]
