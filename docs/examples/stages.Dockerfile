# Title: What COPY --from takes
#
# A stage by name, a stage by number, and an image. Nothing else gets into the last stage.

FROM alpine:3.24 AS build
# A different number with each execution, to show whether this step was executed again.
RUN cat /proc/sys/kernel/random/uuid >/number

FROM scratch
COPY --from=build /number /by-name
# The first stage has the number 0. A stage inserted before it shifts all numbers, so use names.
COPY --from=0 /number /by-number
COPY --from=debian:trixie-slim /etc/debian_version /by-image
# There is nothing to run, but docker create needs a command.
CMD ["nothing"]
