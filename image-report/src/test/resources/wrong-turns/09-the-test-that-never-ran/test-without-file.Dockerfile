FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./

FROM program
RUN ./greet-test.sh
CMD ["/app/greet.sh"]
