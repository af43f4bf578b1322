# A list is started as it is.
FROM gcr.io/distroless/java-base-debian13:nonroot
COPY --from=debian:trixie-slim /usr/bin/uname /program
ENTRYPOINT ["/program"]
