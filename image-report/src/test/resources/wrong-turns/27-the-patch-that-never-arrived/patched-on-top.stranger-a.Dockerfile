FROM alpine:3.24 AS libraries
WORKDIR /libraries
COPY install.sh ./
RUN ./install.sh 1.0

# Version 1.0 has a vulnerability.
FROM libraries AS patched
RUN ./install.sh 1.1

FROM alpine:3.24
COPY --from=libraries /libraries/library /app/library
# The patch: overwrites version 1.0.
COPY --from=patched /libraries/library /app/library
COPY program.sh /app/
CMD ["/app/program.sh"]
