FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./

# If the test fails, there must be no image.
FROM program AS test
COPY greet-test.sh ./
RUN ./greet-test.sh; echo "exit code $?" >result.txt

FROM program
COPY --from=test /app/result.txt /result.txt
CMD ["/app/greet.sh"]
