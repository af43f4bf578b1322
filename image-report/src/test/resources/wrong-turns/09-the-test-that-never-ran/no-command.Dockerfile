FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./
CMD ["/app/greet.sh"]

FROM alpine:3.24 AS test
WORKDIR /app
COPY --from=program /app ./
COPY greet-test.sh ./
RUN ./greet-test.sh
