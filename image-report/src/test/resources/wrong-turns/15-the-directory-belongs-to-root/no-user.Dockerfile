FROM alpine:3.24
WORKDIR /data
COPY count.sh /count.sh
CMD ["/count.sh"]
