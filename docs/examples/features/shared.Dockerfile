# Title: Two images on one stage

FROM alpine:3.24 AS base
# A different number with each execution: it stands for what both images need, such as packages.
RUN cat /proc/sys/kernel/random/uuid >/number
ENV MODE=careful

FROM base AS server
RUN echo server >/role

FROM base AS worker
RUN echo worker >/role
