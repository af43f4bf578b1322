# Title: The builder pattern, second file
#
# The image that runs. Its build context is a directory into which build.sh puts the program.

FROM scratch
COPY webserver /webserver
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/webserver"]
