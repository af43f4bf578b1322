# Another solution of exercise 20: not even a lower layer has the bit.

FROM debian:trixie-slim AS tamed
RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} +

FROM scratch
COPY --from=tamed / /
COPY report.sh /report.sh
# Settings aren't files, so they aren't copied.
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 65532:65532
CMD ["/report.sh"]
