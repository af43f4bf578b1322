FROM alpine:3.24 AS libraries
WORKDIR /libraries
COPY install.sh ./
RUN ./install.sh 1.0

FROM alpine:3.24 AS patched
WORKDIR /libraries
COPY --from=libraries /libraries ./
RUN ./install.sh 1.1

FROM alpine:3.24
COPY --from=libraries /libraries/library /app/library
COPY program.sh /app/
CMD ["/app/program.sh"]
