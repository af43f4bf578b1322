# Title: A run-time of the modules that a framework might use
# Improves on: spring/multi-stage-layered
# Chapter: 6. Java
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
# Writable: /tmp
# Not required: exactMediaType
#
# jdeps reads from all jars which of the JDK's modules they need, jlink links a run-time of these. With a framework it
# finds too much and too little. Too much: Spring has code for databases, scripts and desktop classes, so their modules
# come along, though this program never gets there. Too little: what is looked up by name at run time, and classes of
# libraries that aren't there (--ignore-missing-deps), which it can't follow.
#
# To find the second kind, let the tests of your program run with `java -Xshare:off -Xlog:class+load` and compare the
# modules that it names (`source: jrt:/…`) with jdeps' answer. This program needs none of those that were missing: they
# are offers that the JDK finds and does without. Others do; for them a module more is named after --add-modules:
# jdk.localedata (dates and numbers in languages other than English), jdk.charsets (rare character sets), jdk.management
# (the processor time in Actuator's metrics), jdk.naming.dns (LDAP and mail servers found by DNS), jdk.crypto.cryptoki
# (keys on hardware).

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
# --offline: should something be missing in the layer above, this says so, instead of downloading it each time.
RUN mvn --batch-mode --offline package && touch -d 2026-01-01 target/webserver.jar
# Each of Spring Boot's layers as a tree of its own, so that the next stage can copy it as it is, with the times of its
# folders: the same source gives the same layers, to the byte, whenever it is built.
RUN java -Djarmode=tools -jar target/webserver.jar extract --layers --destination layers \
 && for layer in dependencies snapshot-dependencies application; do \
      mkdir -p /roots/$layer && mv layers/$layer /roots/$layer/app || exit 1; \
    done \
 && find /roots -exec touch -h -d 2026-01-01 {} +
RUN cd /roots \
 && jdeps --print-module-deps --ignore-missing-deps --multi-release 25 --recursive \
      --class-path "dependencies/app/lib/*" application/app/webserver.jar >/modules

# A stage of its own, which sees of the program only the list: as long as that stays the same, nothing is linked anew.
FROM eclipse-temurin:25-jdk AS jre
COPY --from=build /modules /modules
# strip removes the names of native functions, which only a debugger of the JVM itself would miss. The tree stands in a
# folder of its own, so that the next stage can copy it as it is, with the times of its folders.
RUN jlink --add-modules "$(cat /modules)" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-9 --output=/root-of-image/jre \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=jre /root-of-image/ /
# What changes least comes first: a layer is built anew when one below it was.
COPY --from=build /roots/dependencies/ /
# Dependencies of a version -SNAPSHOT, which change under the same name. Here there are none.
COPY --from=build /roots/snapshot-dependencies/ /
COPY --from=build /roots/application/ /
# Tomcat makes a working folder in /tmp when it starts: with --read-only it needs --tmpfs /tmp. No `VOLUME /tmp`, which would
# do without that: every container that is run without --rm would leave a volume behind.
# The tag :nonroot says it already. As a number it can be seen here, and Kubernetes' runAsNonRoot can check it.
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/jre/bin/java", "-jar", "/app/webserver.jar"]
