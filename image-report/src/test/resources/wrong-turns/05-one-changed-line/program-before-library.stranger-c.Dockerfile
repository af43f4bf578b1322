FROM alpine:3.24
WORKDIR /app
# One COPY for each file: Docker caches each of them.
COPY program.sh ./
COPY libraries.txt ./
COPY install-libraries.sh ./
RUN ./install-libraries.sh
CMD ["/app/program.sh"]
