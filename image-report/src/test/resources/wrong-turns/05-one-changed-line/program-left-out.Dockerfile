FROM alpine:3.24
WORKDIR /app
COPY libraries.txt install-libraries.sh ./
RUN ./install-libraries.sh
CMD ["/app/program.sh"]
