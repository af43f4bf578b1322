# Process 1 without a handler: the kernel drops the signal. So it is with a shell that waits for its child.
FROM alpine:3.24
ENTRYPOINT ["sh", "-c", "sleep 60; echo ended"]
