FROM alpine:3.24
WORKDIR /app
COPY fetch-licence.sh ./
RUN echo token >t && ./fetch-licence.sh t >licence
CMD ["cat", "/app/licence"]
