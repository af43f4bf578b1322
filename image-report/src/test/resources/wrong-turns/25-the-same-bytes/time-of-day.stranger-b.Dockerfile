FROM alpine:3.24 AS build
WORKDIR /build
COPY program.sh ./
# Fixed times for what is in the archive.
RUN mkdir data && ./program.sh generate >data/numbers && touch -d 2026-01-01 data/numbers data
RUN tar -cf /data.tar data

FROM alpine:3.24
COPY --from=build /data.tar /
COPY program.sh /
CMD ["/program.sh"]
