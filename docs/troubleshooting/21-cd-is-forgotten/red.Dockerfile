FROM alpine:3.24
RUN mkdir /app && echo started >/app/said
# Each RUN is a shell of its own.
RUN cd /app
RUN cat said
CMD ["cat", "/app/said"]
