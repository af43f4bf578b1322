# A registry from Debian's packages, to test what CI does with one. It has no authentication, so publish its port on
# this machine only.
FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends docker-registry \
 && rm -rf /var/lib/apt/lists/*
RUN sed -i '/^auth:/,/path:/d' /etc/docker/registry/config.yml
USER docker-registry
EXPOSE 5000
ENTRYPOINT ["docker-registry", "serve", "/etc/docker/registry/config.yml"]
