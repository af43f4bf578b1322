FROM alpine:3.24 AS fetch
WORKDIR /app
COPY fetch.sh unpack.sh ./
RUN ./fetch.sh && ./unpack.sh

FROM alpine:3.24
WORKDIR /app
COPY program.sh ./
COPY --from=fetch /app/data data
RUN chmod 444 data/large.bin
CMD ["/app/program.sh"]
