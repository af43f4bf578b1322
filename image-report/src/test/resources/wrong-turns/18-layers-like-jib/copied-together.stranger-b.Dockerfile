FROM eclipse-temurin:25-jdk-resolute AS library
WORKDIR /library
COPY Library.java ./
# Stands in for libraries from a repository. Like most jars, they can't be compressed any further.
RUN javac -d . Library.java && head -c 10000000 /dev/urandom >large.bin

FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY --from=library /library/Library.class /library/large.bin classes/
COPY Program.java ./
RUN javac -d classes -cp classes Program.java

FROM eclipse-temurin:25-jre-resolute
# No jar: only the files that changed are pushed.
COPY --from=build /src/classes /app
USER 65532:65532
ENTRYPOINT ["java", "-cp", "/app", "Program"]
