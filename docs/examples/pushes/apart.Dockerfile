# Title: A library and a program in layers of their own
#
# What rarely changes comes first, and stays the same layer.

FROM alpine:3.24 AS build
WORKDIR /app
# Stands for a library. Like most downloads, it can't be compressed any further.
RUN head -c 5000000 /dev/urandom >library
COPY program.txt ./

FROM alpine:3.24
COPY --from=build /app/library /app/
COPY --from=build /app/program.txt /app/
