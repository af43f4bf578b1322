# Alpine, distroless and scratch have no curl. The last two don't even have a shell.
# Run: --health-interval 1s --health-retries 1
FROM alpine:3.24
HEALTHCHECK CMD curl --fail http://localhost:8080/ || exit 1
CMD ["sleep", "60"]
