FROM eclipse-temurin:25-jdk-resolute
WORKDIR /src
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
RUN javac -d classes module-info.java multistage/webserver/WebServer.java
# Nobody compiles any more.
RUN rm -rf module-info.java multistage "$JAVA_HOME"/bin/javac "$JAVA_HOME"/jmods "$JAVA_HOME"/lib/src.zip "$JAVA_HOME"/lib/ct.sym
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["java", "-p", "/src/classes", "-m", "multistage.webserver/multistage.webserver.WebServer"]
