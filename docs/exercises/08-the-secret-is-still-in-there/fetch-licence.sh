#!/bin/sh
# Stands in for a download that needs a token. The first argument names the file with the token.
if [ "$(sha256sum <"$1" | cut -d ' ' -f 1)" != caacf68858b5a6f4cf208e863bdcc9810c5be8ca8f26baf3af922e483db8d624 ]; then
  echo "fetch-licence.sh: the token is wrong" >&2
  exit 1
fi
echo "Licensed to everyone who takes this course"
