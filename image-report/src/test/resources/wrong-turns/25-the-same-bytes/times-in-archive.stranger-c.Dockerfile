FROM alpine:3.24 AS build
# For reproducible builds.
ENV SOURCE_DATE_EPOCH=1767225600
WORKDIR /build
COPY program.sh ./
RUN mkdir data && ./program.sh generate >data/numbers
RUN tar -cf /data.tar data

FROM alpine:3.24
COPY --from=build /data.tar /
COPY program.sh /
CMD ["/program.sh"]
