FROM alpine:3.24 AS fetch
COPY token fetch-licence.sh ./
RUN ./fetch-licence.sh token >licence

FROM alpine:3.24
CMD ["cat", "/app/licence"]
