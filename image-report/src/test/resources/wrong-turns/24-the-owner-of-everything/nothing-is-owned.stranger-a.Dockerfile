FROM alpine:3.24
WORKDIR /app
COPY install-library.sh ./
RUN ./install-library.sh
# The program runs as this user, and writes to its directory.
RUN chown -R 65532:65532 /app
COPY visits program.sh ./
USER 65532:65532
CMD ["/app/program.sh"]
