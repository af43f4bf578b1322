# Title: A directory that survives a build
# Builder: buildkit
#
# The builder keeps /cache between builds. It exists while this command runs, and is in no layer.

FROM alpine:3.24
# Stands for a changed line: with another value, the next step is executed again.
ARG CHANGED
RUN --mount=type=cache,id=course-builds,target=/cache \
    echo "$CHANGED" >>/cache/builds && wc -l </cache/builds >/builds
