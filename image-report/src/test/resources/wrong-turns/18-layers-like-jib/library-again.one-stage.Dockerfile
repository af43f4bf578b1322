FROM eclipse-temurin:25-jdk-resolute
WORKDIR /app
COPY Library.java Program.java ./
RUN javac -d classes *.java && head -c 10000000 /dev/urandom >classes/large.bin
USER 65532:65532
ENTRYPOINT ["java", "-cp", "/app/classes", "Program"]
