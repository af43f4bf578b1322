FROM alpine:3.24
WORKDIR /data
COPY --chown=65532:65532 --chmod=755 count.sh /count.sh
USER 65532:65532
CMD ["/count.sh"]
