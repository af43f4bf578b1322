FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
RUN javac -d classes module-info.java multistage/webserver/WebServer.java \
 && jar --create --file=/webserver.jar --date=2026-02-01T00:00:00Z \
        --main-class=multistage.webserver.WebServer -C classes . \
 && touch -d 2026-02-01 /webserver.jar

# The JDK is here already: train in the same stage.
FROM build AS train
SHELL ["/bin/bash", "-c"]
# Start the server, wait for its port, send a few requests, stop it: the JVM writes the cache when it ends.
RUN java=(java -p /webserver.jar) \
 && { "${java[@]}" -XX:AOTCacheOutput=/webserver.aot -m multistage.webserver & } \
 && for attempt in {1..100}; do { exec 3<>/dev/tcp/127.0.0.1/8080; } 2>/dev/null && break; sleep 0.1; done \
 && for request in {1..10}; do \
      exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && grep Hello <&3 || exit 1; \
    done \
 && { kill $!; wait $!; [[ $? == 143 ]]; }

FROM eclipse-temurin:25-jre-resolute
COPY --from=build /webserver.jar /webserver.jar
COPY --from=train /webserver.aot /webserver.aot
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["java", "-XX:AOTCache=/webserver.aot", "-p", "/webserver.jar", "-m", "multistage.webserver"]
