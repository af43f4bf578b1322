# A check with what the image has, as a list; best the program itself.
# Run: --health-interval 1s --health-retries 1
FROM alpine:3.24
HEALTHCHECK CMD ["pidof", "sleep"]
CMD ["sleep", "60"]
