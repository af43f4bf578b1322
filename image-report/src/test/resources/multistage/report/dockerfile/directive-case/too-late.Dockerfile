# A comment comes first, so the next line is one as well.
# escape=`
FROM alpine:3.22 \
  AS one
