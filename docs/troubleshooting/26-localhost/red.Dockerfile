# Without -b, it listens on the container's loopback address, which nobody else can reach.
FROM eclipse-temurin:25-jre-resolute
CMD ["java", "-m", "jdk.httpserver", "-p", "8080", "-d", "/opt"]
