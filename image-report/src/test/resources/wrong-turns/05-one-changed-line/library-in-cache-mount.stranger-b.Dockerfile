FROM alpine:3.24
WORKDIR /app
COPY libraries.txt install-libraries.sh program.sh ./
# A cache mount: the libraries survive from build to build.
RUN --mount=type=cache,target=/app/libraries ./install-libraries.sh
CMD ["/app/program.sh"]
