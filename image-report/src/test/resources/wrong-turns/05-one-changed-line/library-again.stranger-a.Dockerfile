FROM alpine:3.24 AS build
WORKDIR /app
COPY program.sh libraries.txt install-libraries.sh ./
RUN ./install-libraries.sh

FROM alpine:3.24
WORKDIR /app
COPY --from=build /app/libraries libraries
COPY --from=build /app/program.sh ./
CMD ["/app/program.sh"]
