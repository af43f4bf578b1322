# Title: A layer that doesn't depend on those below
# Builder: buildkit

FROM alpine:3.24
ARG CHANGED
RUN echo "$CHANGED" >/changed
COPY notes.txt /plain/
COPY --link notes.txt /linked/
