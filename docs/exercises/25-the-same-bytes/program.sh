#!/bin/sh
# Generates its data when it is built, and reads the data when it runs.
if [ "${1-}" = generate ]; then
  # With a fixed seed, the numbers are always the same.
  exec awk 'BEGIN { srand(7); for (i = 0; i < 300000; i++) printf "%d ", rand() * 1000000 }'
fi
echo "Numbers: $(tar -xOf /data.tar data/numbers | wc -w)"
