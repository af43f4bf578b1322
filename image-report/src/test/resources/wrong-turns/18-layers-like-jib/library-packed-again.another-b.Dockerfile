FROM eclipse-temurin:25-jdk-resolute AS library
WORKDIR /library
COPY Library.java ./
# Stands in for libraries from a repository. Like most jars, they can't be compressed any further.
RUN javac -d . Library.java && head -c 10000000 /dev/urandom >large.bin

FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY --from=library /library/Library.class /library/large.bin library/
COPY Program.java ./
RUN jar --create --file=/library.jar -C library . \
 && javac -d classes -cp library Program.java \
 && jar --create --file=/program.jar --main-class=Program -C classes .

FROM eclipse-temurin:25-jre-resolute
COPY --from=build /library.jar /app/library.jar
COPY --from=build /program.jar /app/program.jar
USER 65532:65532
ENTRYPOINT ["java", "-cp", "/app/program.jar:/app/library.jar", "Program"]
