# Exec form, with a program that the image has. The server's own binary is best.
# Run: --health-interval 1s --health-retries 1
FROM alpine:3.24
HEALTHCHECK CMD ["pidof", "sleep"]
CMD ["sleep", "60"]
