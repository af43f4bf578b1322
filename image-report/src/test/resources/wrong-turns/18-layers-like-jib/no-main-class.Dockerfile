FROM eclipse-temurin:25-jdk-resolute AS library
WORKDIR /library
COPY Library.java ./
RUN javac -d . Library.java && head -c 10000000 /dev/urandom >large.bin

FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
COPY --from=library /library lib
COPY Program.java ./
RUN javac -d classes -cp lib Program.java \
 && jar --create --file=/program.jar --date=2026-01-01T00:00:00Z -C classes .

FROM eclipse-temurin:25-jre-resolute
COPY --from=library /library /app/lib
COPY --from=build /program.jar /app/program.jar
USER 65532:65532
ENTRYPOINT ["java", "-jar", "/app/program.jar"]
