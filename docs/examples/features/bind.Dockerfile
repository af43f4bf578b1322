# Title: A file for one command, and in no layer
# Builder: buildkit

FROM alpine:3.24
RUN --mount=type=bind,source=notes.txt,target=/src/notes.txt \
    wc -w </src/notes.txt >/words
# A directory. It is read-only, so `touch` fails.
RUN --mount=type=bind,source=.,target=/src \
    touch /src/new 2>/dev/null || echo 'could not write' >>/words
