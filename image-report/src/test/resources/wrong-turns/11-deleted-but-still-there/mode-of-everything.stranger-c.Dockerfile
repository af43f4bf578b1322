FROM alpine:3.24 AS build
WORKDIR /app
COPY fetch.sh unpack.sh program.sh ./
RUN ./fetch.sh && ./unpack.sh && rm archive fetch.sh unpack.sh

FROM alpine:3.24
WORKDIR /app
# Nobody may change the data.
COPY --from=build --chmod=444 /app ./
CMD ["/app/program.sh"]
