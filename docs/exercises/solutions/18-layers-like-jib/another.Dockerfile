# Another solution of exercise 18: two jars.

FROM eclipse-temurin:25-jdk-resolute AS library
WORKDIR /library
COPY Library.java ./
# Stands in for libraries from a repository. Like most jars, they can't be compressed any further.
RUN javac -d . Library.java && head -c 10000000 /dev/urandom >large.bin \
 && jar --create --file=/library.jar Library.class large.bin

FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY --from=library /library.jar ./
COPY Program.java ./
RUN javac -d classes -cp library.jar Program.java \
 && echo 'Class-Path: library.jar' >manifest \
 && jar --create --file=/program.jar --manifest=manifest --main-class=Program -C classes .

FROM eclipse-temurin:25-jre-resolute
COPY --from=library /library.jar /app/library.jar
COPY --from=build /program.jar /app/program.jar
USER 65532:65532
ENTRYPOINT ["java", "-jar", "/app/program.jar"]
