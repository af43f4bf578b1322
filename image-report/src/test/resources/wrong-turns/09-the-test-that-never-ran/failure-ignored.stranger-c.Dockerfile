FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./

# If the test fails, there must be no image.
FROM program AS test
COPY greet-test.sh ./
RUN ./greet-test.sh 2>&1 | tee test-result.txt

FROM program
# So that BuildKit needs the stage.
COPY --from=test /app/test-result.txt /app/
CMD ["/app/greet.sh"]
