# A number needs no entry in /etc/passwd. Or create one: adduser -S app.
FROM alpine:3.24
USER 65532:65532
CMD ["id", "-u"]
