FROM alpine:3.24 AS fetch
WORKDIR /app
COPY fetch.sh unpack.sh ./
RUN ./fetch.sh
RUN ./unpack.sh
RUN chmod 444 data/large.bin

FROM alpine:3.24
WORKDIR /app
COPY --from=fetch /app ./
COPY program.sh ./
CMD ["/app/program.sh"]
