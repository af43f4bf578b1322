# A dynamically linked program, without the loader and the libraries that it needs.
FROM scratch
COPY --from=debian:trixie-slim /usr/bin/uname /program
ENTRYPOINT ["/program"]
