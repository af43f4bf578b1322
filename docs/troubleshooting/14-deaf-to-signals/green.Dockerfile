# exec replaces the shell with the program. A program without a handler also needs docker run --init.
# Run: --init
FROM alpine:3.24
ENTRYPOINT ["sh", "-c", "exec sleep 60"]
