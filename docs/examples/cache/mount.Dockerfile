# Title: A folder that outlives a build
# Builder: buildkit
#
# The builder keeps /cache from one build to the next. It is there while this command runs, and in no layer.

FROM alpine:3.24
# Stands for a changed line: another value, and what comes below is executed again.
ARG CHANGED
RUN --mount=type=cache,id=course-builds,target=/cache \
    echo "$CHANGED" >>/cache/builds && wc -l </cache/builds >/builds
