FROM alpine:3.24 AS licence
WORKDIR /app
COPY token fetch-licence.sh ./
RUN ./fetch-licence.sh token >licence

FROM alpine:3.24
WORKDIR /app
COPY --from=licence /app/licence ./
CMD ["cat", "/app/licence"]
