# Not a list: that is JSON, and JSON has double quotes. So it is a string for the shell.
FROM alpine:3.24
CMD ['echo', 'started']
