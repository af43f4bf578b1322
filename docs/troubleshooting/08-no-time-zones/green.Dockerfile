# Or: apk add tzdata.
FROM alpine:3.24
COPY --from=gcr.io/distroless/static-debian13:nonroot /usr/share/zoneinfo /usr/share/zoneinfo
ENV TZ=Europe/Berlin
CMD ["date", "-d", "@0", "+the zone is %Z"]
