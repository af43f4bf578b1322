FROM alpine:3.24
WORKDIR /app
COPY fetch.sh unpack.sh ./
RUN ./fetch.sh && ./unpack.sh && chmod 444 data/large.bin
RUN rm archive
COPY program.sh ./
CMD ["/app/program.sh"]
