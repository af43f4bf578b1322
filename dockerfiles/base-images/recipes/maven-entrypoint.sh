#!/bin/sh
# Entrypoint of the stand-in for maven, with the contract of the official one: what lies in /usr/share/maven/ref and isn't in
# ~/.m2 yet is copied there. Then the command.
set -eu

if mkdir -p "$MAVEN_CONFIG/repository" 2>/dev/null && [ -w "$MAVEN_CONFIG" ]; then
  cp -R --update=none /usr/share/maven/ref/. "$MAVEN_CONFIG"
else
  echo "$MAVEN_CONFIG can't be written to. Going on without what is in /usr/share/maven/ref." >&2
fi
unset MAVEN_CONFIG
exec "$@"
