#!/bin/sh
# The program, which needs the data.
cd /app || exit 1
[ "$(stat -c %s data/large.bin)" = 20000000 ] || exit 1
[ "$(stat -c %a data/large.bin)" = 444 ] || exit 1
echo "The data is here, and nobody can change it"
