FROM alpine:3.24 AS app
WORKDIR /app
COPY install-library.sh ./
RUN ./install-library.sh
COPY visits program.sh ./

FROM alpine:3.24
WORKDIR /app
COPY --from=app --chown=65532:65532 /app /app
USER 65532:65532
CMD ["/app/program.sh"]
