FROM alpine:3.24 AS build
WORKDIR /app
COPY program.sh libraries.txt install-libraries.sh ./
RUN ./install-libraries.sh

FROM alpine:3.24
COPY --from=build /app /app
CMD ["/app/program.sh"]
