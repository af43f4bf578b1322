FROM alpine:3.24
WORKDIR /src
COPY . ./
RUN cat /proc/sys/kernel/random/uuid >/downloaded
