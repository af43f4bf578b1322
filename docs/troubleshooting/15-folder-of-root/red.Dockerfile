FROM alpine:3.24
RUN mkdir /data
USER 65532:65532
CMD ["sh", "-c", "echo kept >/data/file && cat /data/file"]
