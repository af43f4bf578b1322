FROM alpine:3.24 AS build
WORKDIR /build
COPY program.sh ./
RUN mkdir data && ./program.sh generate >data/numbers
# A fixed time for the archive.
RUN tar -cf /data.tar data && touch -d 2026-01-01 /data.tar

FROM alpine:3.24
COPY --from=build /data.tar /
COPY program.sh /
CMD ["/program.sh"]
