# Title: What rarely changes comes first
#
# The same steps in another order: the list of libraries comes first, then the download, then the program.

FROM alpine:3.24
WORKDIR /src
COPY libraries.txt ./
RUN cat /proc/sys/kernel/random/uuid >/libraries
COPY program.txt ./
