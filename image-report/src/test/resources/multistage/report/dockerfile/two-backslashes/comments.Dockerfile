FROM alpine:3.22 AS one
RUN echo \
# a comment in between \
    # another

    done
FROM debian:12
