# Title: A different layer with each build
#
# The file has the time at which it was written. So the layer differs, although the program doesn't.

FROM alpine:3.24 AS build
RUN echo 'the program' >/program

FROM scratch
COPY --from=build /program /program
