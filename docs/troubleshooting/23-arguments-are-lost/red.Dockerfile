# Command: hello
FROM alpine:3.24
# Shell form: the shell gets the arguments, not the program.
ENTRYPOINT echo says "${1:-nothing}"
