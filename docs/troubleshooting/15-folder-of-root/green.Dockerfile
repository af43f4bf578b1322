# Change the owner of this one directory. For files, use COPY --chown.
FROM alpine:3.24
RUN mkdir /data && chown 65532:65532 /data
USER 65532:65532
CMD ["sh", "-c", "echo kept >/data/file && cat /data/file"]
