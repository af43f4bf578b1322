FROM alpine:3.24
WORKDIR /app
COPY libraries.txt ./
COPY program.sh ./
COPY install-libraries.sh ./
RUN ./install-libraries.sh
CMD ["/app/program.sh"]
