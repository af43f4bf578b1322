FROM alpine:3.24 AS libraries
WORKDIR /libraries
COPY install.sh ./
RUN ./install.sh 1.0

# Version 1.0 has a vulnerability.
FROM libraries AS patched
RUN ./install.sh 1.1

FROM patched
RUN mkdir /app && mv /libraries/library /app/library && rm /libraries/install.sh
COPY program.sh /app/
CMD ["/app/program.sh"]
