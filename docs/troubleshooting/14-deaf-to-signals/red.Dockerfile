# PID 1 without a handler: the kernel drops the signal. A shell that waits for its child has none.
FROM alpine:3.24
ENTRYPOINT ["sh", "-c", "sleep 60; echo ended"]
