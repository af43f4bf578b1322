FROM alpine:3.22
RUN --mount=from=${A},target=/a true
