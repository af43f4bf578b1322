FROM alpine:3.24
WORKDIR /src
COPY . ./
RUN head -c 16 /dev/urandom | sha256sum >/downloaded
