# Neither Alpine nor distroless nor scratch has curl, and the last two have no shell that could look for it.
# Run: --health-interval 1s --health-retries 1
FROM alpine:3.24
HEALTHCHECK CMD curl --fail http://localhost:8080/ || exit 1
CMD ["sleep", "60"]
