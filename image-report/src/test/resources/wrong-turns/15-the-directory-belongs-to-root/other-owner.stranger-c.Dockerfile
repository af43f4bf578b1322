FROM alpine:3.24
WORKDIR /data
COPY count.sh /count.sh
# Data belongs into a volume, which is writable.
VOLUME /data
USER 65532:65532
CMD ["/count.sh"]
