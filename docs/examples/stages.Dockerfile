# Title: What COPY --from takes
#
# A stage by its name, a stage by its number, and an image. Nothing else gets into the last stage.

FROM alpine:3.24 AS build
# Another number with each execution: so one can tell whether this step was executed again.
RUN head -c 16 /dev/urandom | sha256sum >/number

FROM scratch
COPY --from=build /number /by-name
# The first stage has the number 0. Who inserts a stage above has to count again, so use names.
COPY --from=0 /number /by-number
COPY --from=debian:trixie-slim /etc/debian_version /by-image
# There is nothing to run. But docker create, which we look inside with, wants a command.
CMD ["nothing"]
