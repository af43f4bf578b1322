#!/bin/sh
# Stands in for a package manager: keeps what it downloads in its cache, and installs from there.
set -e
cache=/var/cache/installer
mkdir -p "$cache" /app/library
if [ ! -s "$cache/archive" ]; then
  echo downloading
  # Like most downloads, this can't be compressed any further.
  head -c 20000000 /dev/urandom >"$cache/archive"
fi
head -c 1000000 "$cache/archive" >/app/library/library
