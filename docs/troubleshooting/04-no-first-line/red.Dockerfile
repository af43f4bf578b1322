# A script without a first line that names its interpreter: no program that the kernel knows.
FROM alpine:3.24
RUN echo 'echo started' >/start.sh && chmod +x /start.sh
ENTRYPOINT ["/start.sh"]
