FROM eclipse-temurin:25-jdk-resolute
RUN rm -f /usr/bin/objcopy
# Removes debug information from classes only, which doesn't need objcopy.
RUN jlink --add-modules java.base --strip-java-debug-attributes --output /jre
CMD ["/jre/bin/java", "-version"]
