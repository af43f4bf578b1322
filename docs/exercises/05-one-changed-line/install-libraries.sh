#!/bin/sh
# Stands in for a package manager: gets what is named in libraries.txt. This is what seldom changes.
set -e
mkdir -p libraries
cp libraries.txt libraries/list.txt
# As with a download, what comes is nothing that compression could make smaller.
head -c 60000000 /dev/urandom >libraries/large.bin
