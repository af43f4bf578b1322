FROM alpine:3.24
WORKDIR /app
COPY greet.sh greet-test.sh ./
CMD ["/app/greet.sh"]
