FROM alpine:3.24
WORKDIR /app
COPY library.txt install-libraries.sh ./
RUN ./install-libraries.sh
COPY program.sh ./
CMD ["/app/program.sh"]
