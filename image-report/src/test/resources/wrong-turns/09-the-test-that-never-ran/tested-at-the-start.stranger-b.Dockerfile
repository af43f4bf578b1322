FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./

FROM program
COPY greet-test.sh ./
# If the test fails, the program must not start.
CMD ["/bin/sh", "-c", "./greet-test.sh && exec ./greet.sh"]
