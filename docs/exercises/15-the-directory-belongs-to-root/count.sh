#!/bin/sh
# Counts its visits: one line each.
set -e
echo visit >>/data/visits
echo "Visit $(grep -c '^visit' /data/visits)"
