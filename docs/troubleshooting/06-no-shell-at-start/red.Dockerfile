# Shell form: /bin/sh runs it, and the image has none.
FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=debian:trixie-slim /usr/bin/uname /program
ENTRYPOINT /program
