FROM alpine:3.24
WORKDIR /app
COPY libraries.txt install-libraries.sh ./
RUN ./install-libraries.sh
COPY program.sh ./
RUN chown -R 1000:1000 /app
CMD ["/app/program.sh"]
