# Title: What not to do
#
# Deleting and changing files in a later instruction makes an image larger, never smaller, and a secret that was deleted
# can still be pulled.

FROM debian:trixie-slim
# 20 MB that a build might need.
RUN head -c 20000000 /dev/urandom >/opt/download
RUN mkdir -p /root/.ssh && echo 'not a real key' >/root/.ssh/id_ed25519
# Copies what it touches into a layer of its own, though not a byte of it changes.
RUN chmod 600 /opt/download
# So does this, and what it touches came with the base image.
RUN chmod 750 /usr/bin/perl
# Only hides: all copies stay in the layers below.
RUN rm -r /opt/download /root/.ssh
