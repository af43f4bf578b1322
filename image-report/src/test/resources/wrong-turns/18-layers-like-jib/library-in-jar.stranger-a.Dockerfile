FROM eclipse-temurin:25-jdk-resolute AS library
WORKDIR /library
COPY Library.java ./
# Stands in for libraries from a repository. Like most jars, they can't be compressed any further.
RUN javac -d . Library.java && head -c 10000000 /dev/urandom >large.bin

FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY --from=library /library/Library.class /library/large.bin classes/
COPY Program.java ./
RUN javac -d classes -cp classes Program.java \
 && jar --create --file=/program.jar --date=2026-01-01T00:00:00Z --main-class=Program -C classes .

FROM eclipse-temurin:25-jre-resolute
# The library in a layer of its own, as Jib does it.
COPY --from=library /library/Library.class /library/large.bin /app/library/
COPY --from=build /program.jar /app/program.jar
USER 65532:65532
ENTRYPOINT ["java", "-cp", "/app/program.jar:/app/library", "Program"]
