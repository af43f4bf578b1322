# Exec form: no shell is involved.
FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=debian:trixie-slim /usr/bin/uname /program
ENTRYPOINT ["/program"]
