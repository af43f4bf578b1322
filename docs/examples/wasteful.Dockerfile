# Title: What not to do
#
# Deleting or changing files in a later instruction makes an image larger, never smaller. And a deleted secret can still
# be pulled.

FROM debian:trixie-slim
# 20 MB that a build might need.
RUN head -c 20000000 /dev/urandom >/opt/download
RUN mkdir -p /root/.ssh && echo 'not a real key' >/root/.ssh/id_ed25519
# Copies the whole file into a new layer, although not a byte of it changes.
RUN chmod 600 /opt/download
# So does this, to a file of the base image.
RUN chmod 750 /usr/bin/perl
# Only hides the files: all copies stay in the layers below.
RUN rm -r /opt/download /root/.ssh
