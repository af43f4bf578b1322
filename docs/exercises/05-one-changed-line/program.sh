#!/bin/sh
# The program, which changes every day.
[ -s /app/libraries/large.bin ] || exit 1
echo "The program has its libraries: $(cat /app/libraries/list.txt)"
