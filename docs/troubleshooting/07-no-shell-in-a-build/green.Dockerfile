# What has to be made is made where there is a shell.
FROM alpine:3.24 AS build
RUN echo 'made in the build' >/made

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /made /made
