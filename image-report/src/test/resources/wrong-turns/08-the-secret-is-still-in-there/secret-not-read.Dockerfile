FROM alpine:3.24
WORKDIR /app
COPY fetch-licence.sh ./
RUN --mount=type=secret,id=token ./fetch-licence.sh token >licence && rm fetch-licence.sh
CMD ["cat", "/app/licence"]
