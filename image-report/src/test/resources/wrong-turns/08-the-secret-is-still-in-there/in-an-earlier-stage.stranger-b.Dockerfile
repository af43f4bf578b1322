FROM alpine:3.24 AS licence
WORKDIR /app
COPY token fetch-licence.sh ./
RUN ./fetch-licence.sh token >licence

# The stage with the token is thrown away.
FROM alpine:3.24
COPY --from=licence /app/licence /app/licence
CMD ["cat", "/app/licence"]
