# Title: Another image with each build
#
# Every file has the time at which it was written. So the layer differs, though not a byte of the program does.

FROM alpine:3.24 AS build
RUN echo 'the program' >/program

FROM scratch
COPY --from=build /program /program
