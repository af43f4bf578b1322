FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY Library.java Program.java ./
# Stands in for libraries from a repository. Like most jars, they can't be compressed any further.
RUN mkdir library program \
 && javac -d library Library.java && head -c 10000000 /dev/urandom >library/large.bin \
 && javac -d program -cp library Program.java

FROM eclipse-temurin:25-jre-resolute
# Two layers: the library, and the program.
COPY --from=build /src/library /app/library
COPY --from=build /src/program /app/program
USER 65532:65532
ENTRYPOINT ["java", "-cp", "/app/program:/app/library", "Program"]
