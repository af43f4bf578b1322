FROM alpine:3.24 AS build
WORKDIR /build
COPY program.sh ./
RUN mkdir data && ./program.sh generate >data/numbers
RUN tar -czf /data.tar data

FROM alpine:3.24
COPY --from=build /data.tar /
COPY program.sh /
CMD ["/program.sh"]
