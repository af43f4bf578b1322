FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./

FROM program AS test
COPY greet-test.sh ./
RUN ./greet-test.sh 2>&1 | tee result

FROM test
CMD ["/app/greet.sh"]
