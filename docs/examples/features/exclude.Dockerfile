# Title: A directory without some of its files
# Builder: buildkit, with the Dockerfile syntax 1.19 or newer

FROM alpine:3.24
COPY --exclude=*.log . /site/
