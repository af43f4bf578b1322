FROM alpine:3.24
WORKDIR /data
COPY count.sh /count.sh
USER 65532:65532
RUN chown 65532:65532 /data
CMD ["/count.sh"]
