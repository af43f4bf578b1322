#!/bin/sh
# The program, which changes every day.
[ -s /app/library ] || { echo "There is no library"; exit 1; }
echo visit >>/app/visits || exit 1
echo "Visits: $(wc -l </app/visits)"
