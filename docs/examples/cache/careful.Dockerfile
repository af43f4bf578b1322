# Title: What changes seldom comes first
#
# The same steps in another order: what the program needs is listed in a file of its own, which comes before the program.

FROM alpine:3.24
WORKDIR /src
COPY libraries.txt ./
RUN head -c 16 /dev/urandom | sha256sum >/libraries
COPY program.txt ./
