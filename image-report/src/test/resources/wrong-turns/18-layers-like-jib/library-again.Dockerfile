FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY Library.java Program.java ./
RUN javac -d library Library.java && head -c 10000000 /dev/urandom >library/large.bin
RUN javac -d classes -cp library Program.java

FROM eclipse-temurin:25-jre-resolute
COPY --from=build /src/library /app/library
COPY --from=build /src/classes /app/classes
USER 65532:65532
ENTRYPOINT ["java", "-cp", "/app/library:/app/classes", "Program"]
