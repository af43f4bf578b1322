FROM alpine:3.24
RUN mkdir /app && echo started >/app/said
WORKDIR /app
RUN cat said
CMD ["cat", "/app/said"]
