FROM gcr.io/distroless/static-debian13:nonroot
RUN echo 'made in the build' >/made
