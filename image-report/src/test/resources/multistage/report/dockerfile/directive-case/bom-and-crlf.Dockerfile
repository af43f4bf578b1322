# escape=`
FROM alpine:3.22 `
  AS one
RUN <<EOF
FROM inside:1
EOF
