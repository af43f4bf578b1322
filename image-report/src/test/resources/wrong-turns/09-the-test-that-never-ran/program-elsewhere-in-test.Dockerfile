FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./

FROM alpine:3.24 AS test
WORKDIR /test
COPY greet-test.sh ./
RUN ./greet-test.sh && touch passed

FROM program
COPY --from=test /test/passed /passed
CMD ["/app/greet.sh"]
