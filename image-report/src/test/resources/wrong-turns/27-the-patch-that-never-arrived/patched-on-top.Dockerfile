FROM alpine:3.24 AS libraries
WORKDIR /libraries
COPY install.sh ./
RUN ./install.sh 1.0

FROM alpine:3.24
WORKDIR /app
COPY --from=libraries /libraries/library library
COPY program.sh install.sh ./
RUN ./install.sh 1.1
CMD ["/app/program.sh"]
