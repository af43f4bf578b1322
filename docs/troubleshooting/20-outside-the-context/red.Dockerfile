FROM alpine:3.24
COPY ../try.sh /try.sh
CMD ["head", "-n", "1", "/try.sh"]
