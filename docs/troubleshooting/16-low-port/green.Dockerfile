# Listen on a high port inside; --publish 80:8080 publishes it as a low one.
# Run: --sysctl net.ipv4.ip_unprivileged_port_start=1024
FROM alpine:3.24
USER 65532:65532
CMD ["sh", "-c", "timeout 1 nc -l -p 8080; true"]
