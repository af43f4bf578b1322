FROM alpine:3.24 AS build
# Stands for a download: a different number each time it is executed.
RUN : ci-cache; cat /proc/sys/kernel/random/uuid >/downloads
# Stands for the source: a different value is one changed line.
ARG LINE=1
RUN : ci-cache; (cat /downloads && echo "$LINE") >/program

FROM alpine:3.24
# The same as COPY --from=build /program /program. As a RUN, ci-caches.sh can find this step in the build cache.
RUN --mount=from=build,target=/build : ci-cache; cp /build/program /program
