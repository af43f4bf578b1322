FROM alpine:3.24 AS build
# Stands for a download: another number each time it is executed.
RUN : ci-cache; head -c 16 /dev/urandom | sha256sum >/downloads
# Stands for the source: another value is one changed line.
ARG LINE=1
RUN : ci-cache; echo "$LINE" | cat /downloads - >/program

FROM alpine:3.24
# The same as COPY --from=build /program /program. As a RUN, ci-caches.sh can find this step in the build cache.
RUN --mount=from=build,target=/build : ci-cache; cp /build/program /program
