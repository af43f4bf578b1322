FROM alpine:3.24 AS build
WORKDIR /build
COPY program.sh ./
RUN mkdir data && ./program.sh generate >data/numbers
RUN touch -d '2026-01-01 00:00:00' data/numbers && tar -cf /data.tar data

FROM alpine:3.24
COPY --from=build /data.tar /
COPY program.sh /
CMD ["/program.sh"]
