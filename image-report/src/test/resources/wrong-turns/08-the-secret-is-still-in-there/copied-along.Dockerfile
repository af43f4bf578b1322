FROM alpine:3.24 AS fetch
WORKDIR /app
COPY token fetch-licence.sh ./
RUN ./fetch-licence.sh token >licence

FROM alpine:3.24
COPY --from=fetch /app /app
CMD ["cat", "/app/licence"]
