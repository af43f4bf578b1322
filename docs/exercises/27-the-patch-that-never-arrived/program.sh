#!/bin/sh
echo "The program uses version $(cat /app/library/version)"
