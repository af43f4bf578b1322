FROM alpine:3.24
WORKDIR /data
COPY count.sh /count.sh
COPY visits /data/visits
USER 65532:65532
CMD ["/count.sh"]
