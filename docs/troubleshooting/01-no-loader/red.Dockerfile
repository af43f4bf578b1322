# A program that is linked dynamically, without the loader and the libraries that it asks for.
FROM scratch
COPY --from=debian:trixie-slim /usr/bin/uname /program
ENTRYPOINT ["/program"]
