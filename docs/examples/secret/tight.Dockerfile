# Title: A token as a build secret
# Builder: buildkit
#
# The file is there while this one command runs: in no layer, no history, and no key of the cache.

FROM alpine:3.24
# Stands for a download that wants the token. required: without the secret the build fails, instead of downloading nothing.
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required=true \
    wc -c </root/.netrc >/download
