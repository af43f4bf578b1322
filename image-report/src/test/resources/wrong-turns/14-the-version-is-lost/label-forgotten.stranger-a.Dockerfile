# The only place to change for a release.
ARG VERSION=2.3.0

FROM alpine:3.24 AS build
ARG VERSION
WORKDIR /app
COPY greet.sh ./
RUN echo "${VERSION:-unknown}" >version

FROM alpine:3.24
COPY --from=build /app /app
LABEL org.opencontainers.image.version="$VERSION"
CMD ["/app/greet.sh"]
