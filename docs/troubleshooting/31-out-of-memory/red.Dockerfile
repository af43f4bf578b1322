# Run: --memory 16m --memory-swap 16m
FROM alpine:3.24
CMD ["sh", "-c", "dd if=/dev/zero of=/dev/null bs=64M count=1; code=$?; echo \"exit code $code\"; exit $code"]
