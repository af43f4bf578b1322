#!/bin/sh
echo "Hello from version $(cat /app/version)"
