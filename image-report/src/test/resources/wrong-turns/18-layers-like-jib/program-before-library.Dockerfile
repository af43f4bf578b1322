FROM eclipse-temurin:25-jdk-resolute AS library
WORKDIR /library
COPY Library.java ./
RUN javac -d . Library.java && head -c 10000000 /dev/urandom >large.bin

FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY --from=library /library/Library.class library/
COPY Program.java ./
RUN javac -d classes -cp library Program.java

FROM eclipse-temurin:25-jre-resolute
COPY --from=build /src/classes /app/classes
COPY --from=library /library/Library.class /library/large.bin /app/library/
USER 65532:65532
ENTRYPOINT ["java", "-cp", "/app/classes:/app/library", "Program"]
