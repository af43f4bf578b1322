FROM eclipse-temurin:25-jdk
RUN rm -f /usr/bin/objcopy
# Java's own debug information, for which no objcopy is needed.
RUN jlink --add-modules java.base --strip-java-debug-attributes --output /jre
CMD ["/jre/bin/java", "-version"]
