# Title: The same work in one layer
#
# Does with the large file what wasteful.Dockerfile does. Files that one RUN creates and deletes were never in a layer.

FROM debian:trixie-slim
RUN head -c 20000000 /dev/urandom >/opt/download \
 && chmod 600 /opt/download \
 && rm /opt/download
