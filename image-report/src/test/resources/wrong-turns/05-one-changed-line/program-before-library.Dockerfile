FROM alpine:3.24
WORKDIR /app
COPY . .
RUN ./install-libraries.sh
CMD ["/app/program.sh"]
