# Title: A token as a build secret
# Builder: buildkit
#
# The file exists while this one command runs. It is in no layer, not in the history, and not in the cache key.

FROM alpine:3.24
# Stands for a download that needs the token. required: without the secret, the build fails.
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required=true \
    wc -c </root/.netrc >/download
