FROM alpine:3.24
WORKDIR /app
ENV TOKEN=not-a-real-token-but-treat-it-as-one-7f3a9c
COPY fetch-licence.sh ./
RUN echo "$TOKEN" >/tmp/token && ./fetch-licence.sh /tmp/token >licence && rm /tmp/token
CMD ["cat", "/app/licence"]
