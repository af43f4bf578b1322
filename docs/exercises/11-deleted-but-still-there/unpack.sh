#!/bin/sh
# Stands in for unpacking the archive.
set -e
mkdir data
cp archive data/large.bin
