# This base image has them. For scratch, link the program statically.
FROM debian:trixie-slim
COPY --from=debian:trixie-slim /usr/bin/uname /program
ENTRYPOINT ["/program"]
