FROM alpine:3.24
ENV TZ=Europe/Berlin
CMD ["date", "-d", "@0", "+the zone is %Z"]
