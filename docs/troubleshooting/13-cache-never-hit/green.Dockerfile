FROM alpine:3.24
WORKDIR /src
COPY libraries.txt ./
RUN cat /proc/sys/kernel/random/uuid >/downloaded
COPY . ./
