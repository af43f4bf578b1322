#!/bin/sh
# The program's test: it has to say hello, and nothing else.
said=$(./greet.sh)
if [ "$said" != "Hello, World!" ]; then
  echo "greet-test.sh: expected \"Hello, World!\", got \"$said\"" >&2
  exit 1
fi
