# Title: What changes most comes first
#
# Each changed letter in the program repeats everything after COPY. The number stands for a download: it shows whether
# this step was executed again.

FROM alpine:3.24
WORKDIR /src
COPY . ./
RUN cat /proc/sys/kernel/random/uuid >/libraries
