# Listens on all addresses.
FROM eclipse-temurin:25-jre-resolute
CMD ["java", "-m", "jdk.httpserver", "-p", "8080", "-d", "/opt", "-b", "0.0.0.0"]
