# Title: The same layer with each build
#
# A fixed time: a layer is a tar archive, and the times of its files are part of it.

FROM alpine:3.24 AS build
RUN echo 'the program' >/program && touch -d '2026-01-01 00:00:00' /program

FROM scratch
COPY --from=build /program /program
