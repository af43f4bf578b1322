FROM alpine:3.24
WORKDIR /app
COPY install.sh ./
RUN --mount=type=cache,id=exercise-23-library,target=/app/library ./install.sh && rm -r /var/cache/installer
COPY program.sh ./
CMD ["/app/program.sh"]
