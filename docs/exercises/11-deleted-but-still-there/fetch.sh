#!/bin/sh
# Stands in for a download. Like most archives, this one can't be compressed any further.
set -e
head -c 20000000 /dev/urandom >archive
