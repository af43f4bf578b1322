FROM alpine:3.24
WORKDIR /app
COPY install-library.sh ./
RUN ./install-library.sh
COPY --chown=65532:65532 visits program.sh ./
# The program runs as this user, and writes to its directory.
RUN chown -R 65532:65532 /app
USER 65532:65532
CMD ["/app/program.sh"]
