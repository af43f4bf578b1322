# Title: The same image with each build
#
# One time for all files: a layer is a tar archive, and times are part of it.

FROM alpine:3.24 AS build
RUN echo 'the program' >/program && touch -d '2026-01-01 00:00:00' /program

FROM scratch
COPY --from=build /program /program
