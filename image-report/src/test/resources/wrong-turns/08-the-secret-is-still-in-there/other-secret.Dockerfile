FROM alpine:3.24
WORKDIR /app
COPY fetch-licence.sh ./
RUN --mount=type=secret,id=licence ./fetch-licence.sh /run/secrets/licence >licence
CMD ["cat", "/app/licence"]
