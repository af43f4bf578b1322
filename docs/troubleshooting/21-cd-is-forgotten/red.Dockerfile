FROM alpine:3.24
RUN mkdir /app && echo started >/app/said
# Each RUN starts a new shell.
RUN cd /app
RUN cat said
CMD ["cat", "/app/said"]
