# --rm removes the container when it ends.
# Run: --rm
FROM alpine:3.24
CMD ["echo", "hello"]
