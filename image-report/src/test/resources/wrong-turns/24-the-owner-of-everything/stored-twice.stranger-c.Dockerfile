FROM alpine:3.24
WORKDIR /app
COPY install-library.sh ./
RUN ./install-library.sh
COPY visits program.sh ./
# Without chown: permissions instead of owners.
RUN chmod -R 777 /app
USER 65532:65532
CMD ["/app/program.sh"]
