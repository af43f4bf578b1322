FROM alpine:3.24
WORKDIR /app
COPY install.sh ./
RUN --mount=type=cache,target=/app/library ./install.sh
COPY program.sh ./
CMD ["/app/program.sh"]
