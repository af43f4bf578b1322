FROM alpine:3.24
WORKDIR /app
COPY fetch.sh unpack.sh program.sh ./
RUN ./fetch.sh
RUN ./unpack.sh \
 && rm archive fetch.sh unpack.sh \
 && chmod 444 data/large.bin
CMD ["/app/program.sh"]
