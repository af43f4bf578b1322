FROM alpine:3.24
COPY settings.txt /settings.txt
CMD ["cat", "/settings.txt"]
