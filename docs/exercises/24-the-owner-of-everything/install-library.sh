#!/bin/sh
# Stands in for a package manager: installs a library, which rarely changes.
set -e
# Like most downloads, this can't be compressed any further.
head -c 10000000 /dev/urandom >library
