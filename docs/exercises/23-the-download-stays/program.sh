#!/bin/sh
# The program, which changes every day.
[ -s /app/library/library ] || { echo "There is no library"; exit 1; }
echo "The program has its library"
