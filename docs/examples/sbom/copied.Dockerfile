# Title: A library without its package's record
#
# The file is the base image's, byte for byte. What says where it comes from isn't copied.

FROM debian:trixie-slim AS libraries

FROM scratch
COPY --from=libraries /usr/lib/*-linux-gnu/libc.so.6 /lib/
# There is nothing to run, but docker create needs a command.
CMD ["nothing"]
