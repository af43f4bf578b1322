FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./

FROM program
CMD ["/app/greet.sh"]
