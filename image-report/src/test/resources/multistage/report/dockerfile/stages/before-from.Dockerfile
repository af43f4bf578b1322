RUN true
FROM alpine:3.22
