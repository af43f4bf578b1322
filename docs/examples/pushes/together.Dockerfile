# Title: A library and a program in one layer
#
# One COPY, so one layer: whatever changes in it, all of it is new.

FROM alpine:3.24 AS build
WORKDIR /app
# Stands for a library. Like most downloads, it can't be compressed any further.
RUN head -c 5000000 /dev/urandom >library
COPY program.txt ./

FROM alpine:3.24
COPY --from=build /app /app
