# Title: Scripts and files in the Dockerfile
# Builder: buildkit

FROM alpine:3.24 AS file
COPY <<END /etc/motd
Built from a heredoc.
END

FROM alpine:3.24 AS careless
RUN <<END
wc -l </no/such/file >/lines
echo done >/result
END

FROM alpine:3.24 AS careful
RUN <<END
set -e
wc -l </no/such/file >/lines
echo done >/result
END
