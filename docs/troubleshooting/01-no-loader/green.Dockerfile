# On a base that has them; or link it statically, for scratch.
FROM debian:trixie-slim
COPY --from=debian:trixie-slim /usr/bin/uname /program
ENTRYPOINT ["/program"]
