FROM alpine:3.24
WORKDIR /app
COPY fetch.sh unpack.sh program.sh ./
# Everything in one layer.
RUN ./fetch.sh && ./unpack.sh && rm archive fetch.sh unpack.sh
# Nobody may change the data.
RUN chmod 444 data/large.bin
CMD ["/app/program.sh"]
