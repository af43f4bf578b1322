# Do the work in a stage with a shell.
FROM alpine:3.24 AS build
RUN echo 'made in the build' >/made

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /made /made
