FROM alpine:3.24
COPY kept.txt /settings.txt
CMD ["cat", "/settings.txt"]
