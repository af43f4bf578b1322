FROM alpine:3.24
WORKDIR /app
COPY program.sh libraries.txt install-libraries.sh ./
RUN --mount=type=cache,target=/app/libraries ./install-libraries.sh
CMD ["/app/program.sh"]
