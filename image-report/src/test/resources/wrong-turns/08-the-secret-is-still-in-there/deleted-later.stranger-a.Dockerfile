FROM alpine:3.24
WORKDIR /app
COPY token fetch-licence.sh ./
# In one instruction, so that the token is not in a layer.
RUN ./fetch-licence.sh token >licence && rm token fetch-licence.sh
CMD ["cat", "/app/licence"]
