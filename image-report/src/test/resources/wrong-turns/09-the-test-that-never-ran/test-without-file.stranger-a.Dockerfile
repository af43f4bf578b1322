# If the test fails, there must be no image.
FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./
RUN ./greet-test.sh

FROM program AS test
COPY greet-test.sh ./

FROM program
CMD ["/app/greet.sh"]
