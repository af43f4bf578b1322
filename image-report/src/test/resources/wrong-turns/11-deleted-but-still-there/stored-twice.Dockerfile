FROM alpine:3.24
WORKDIR /app
COPY fetch.sh unpack.sh ./
RUN ./fetch.sh && ./unpack.sh && rm archive
RUN chmod 444 data/large.bin
COPY program.sh ./
CMD ["/app/program.sh"]
