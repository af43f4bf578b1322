# The image does not have to be small, so one stage is enough. The compiler is removed in the end.
FROM debian:trixie-slim
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
COPY hello.c ./
RUN gcc -o /hello hello.c && touch -d 2026-01-01 /hello
RUN apt-get purge --yes gcc
ENTRYPOINT ["/hello"]
