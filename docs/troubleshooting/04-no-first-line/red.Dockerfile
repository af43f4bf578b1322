# A script whose first line doesn't name an interpreter: the kernel can't execute it.
FROM alpine:3.24
RUN echo 'echo started' >/start.sh && chmod +x /start.sh
ENTRYPOINT ["/start.sh"]
