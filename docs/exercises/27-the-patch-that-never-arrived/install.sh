#!/bin/sh
# Stands in for a package manager: installs a version of a library, over the one that is there.
set -e
mkdir -p library
echo "$1" >library/version
# Like most downloads, this can't be compressed any further.
head -c 10000000 /dev/urandom >library/large.bin
