FROM alpine:3.24
WORKDIR /app
ARG TOKEN
COPY fetch-licence.sh ./
RUN echo "$TOKEN" >token && ./fetch-licence.sh token >licence && rm token
CMD ["cat", "/app/licence"]
