# Run: --read-only --tmpfs /tmp
FROM alpine:3.24
CMD ["sh", "-c", "echo kept >/tmp/file && cat /tmp/file"]
