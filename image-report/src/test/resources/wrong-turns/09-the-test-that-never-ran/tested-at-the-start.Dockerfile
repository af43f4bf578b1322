FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./

FROM program
COPY greet-test.sh ./
CMD ["sh", "-c", "./greet-test.sh && ./greet.sh"]
