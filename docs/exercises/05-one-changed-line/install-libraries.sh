#!/bin/sh
# Stands in for a package manager: installs what libraries.txt lists, which rarely changes.
set -e
mkdir -p libraries
cp libraries.txt libraries/list.txt
# Like most downloads, this can't be compressed any further.
head -c 60000000 /dev/urandom >libraries/large.bin
