ARG VERSION
FROM alpine:${VERSION:?say which}
