# Or: apk add tzdata.
FROM gcr.io/distroless/static-debian13:nonroot AS files

FROM alpine:3.24
COPY --from=files /usr/share/zoneinfo /usr/share/zoneinfo
ENV TZ=Europe/Berlin
CMD ["date", "-d", "@0", "+the zone is %Z"]
