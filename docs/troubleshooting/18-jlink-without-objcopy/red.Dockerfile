FROM eclipse-temurin:25-jdk-resolute
# Simulates an image without binutils.
RUN rm -f /usr/bin/objcopy
RUN jlink --add-modules java.base --strip-debug --output /jre
CMD ["/jre/bin/java", "-version"]
