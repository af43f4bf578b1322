# Command: hello
FROM alpine:3.24
# In string form the shell gets them, not the program.
ENTRYPOINT echo says "${1:-nothing}"
