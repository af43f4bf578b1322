# Title: The builder pattern, second file
#
# The image that is run. Its context is a folder with the program in it, which build.sh has put there.

FROM scratch
COPY webserver /webserver
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/webserver"]
