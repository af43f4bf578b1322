# Run: --memory 128m --memory-swap 128m
FROM alpine:3.24
CMD ["sh", "-c", "dd if=/dev/zero of=/dev/null bs=64M count=1; code=$?; echo \"exit code $code\"; exit $code"]
