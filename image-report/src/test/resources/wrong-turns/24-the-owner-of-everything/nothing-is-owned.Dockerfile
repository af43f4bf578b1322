FROM alpine:3.24
WORKDIR /app
COPY install-library.sh ./
RUN ./install-library.sh
COPY visits program.sh ./
USER 65532:65532
CMD ["/app/program.sh"]
