# Title: What a linter finds and a build doesn't

FROM debian:trixie-slim
RUN apt-get update && apt-get install curl
RUN cd /srv && curl https://example.com/$VERSION | tar -xz
