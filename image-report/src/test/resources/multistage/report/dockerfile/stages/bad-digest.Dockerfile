FROM alpine@sha256:12
