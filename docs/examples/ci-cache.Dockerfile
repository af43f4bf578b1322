FROM alpine:3.24 AS build
# In place of a download: another number each time that it is executed.
RUN : ci-cache; head -c 16 /dev/urandom | sha256sum >/downloads
# In place of the source: another value is one changed line.
ARG LINE=1
RUN : ci-cache; echo "$LINE" | cat /downloads - >/program

FROM alpine:3.24
# What COPY --from=build /program /program does. As a RUN, the script can tell it from other builds' steps.
RUN --mount=from=build,target=/build : ci-cache; cp /build/program /program
