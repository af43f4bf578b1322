FROM alpine:3.24 AS build
# The only place to change for a release.
ARG VERSION=2.3.0
LABEL org.opencontainers.image.version="$VERSION"
WORKDIR /app
COPY greet.sh ./
RUN echo "${VERSION:-unknown}" >version

FROM alpine:3.24
COPY --from=build /app /app
CMD ["/app/greet.sh"]
