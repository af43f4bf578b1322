FROM alpine:3.24 AS program
WORKDIR /app
COPY greet.sh ./

FROM program AS test
COPY greet-test.sh ./
RUN set -e; ./greet-test.sh

FROM program AS final
CMD ["/app/greet.sh"]
