#!/usr/bin/env bash
# Entrypoint of the stand-ins for eclipse-temurin, with the contract of the official one: where USE_SYSTEM_CA_CERTS is set,
# Java trusts the system's CA certificates and those in /certificates, too. Then the command.
set -e

JRE_CACERTS_PATH=$JAVA_HOME/lib/security/cacerts
if [ -n "$USE_SYSTEM_CA_CERTS" ]; then
  if [ "$(id -u)" = 0 ]; then
    if [ -d /certificates ]; then
      find /certificates -name '*.crt' -exec cp -L -t /usr/local/share/ca-certificates {} +
    fi
    update-ca-certificates
  fi
  if [ ! -w "$JRE_CACERTS_PATH" ]; then
    JRE_CACERTS_PATH=$(mktemp)
    export JAVA_TOOL_OPTIONS="$JAVA_TOOL_OPTIONS -Djavax.net.ssl.trustStore=$JRE_CACERTS_PATH"
  fi
  trust extract --overwrite --format=java-cacerts --filter=ca-anchors --purpose=server-auth "$JRE_CACERTS_PATH"
  chmod u+w "$JRE_CACERTS_PATH"
  for certificate in /certificates/*.crt; do
    if [ -f "$certificate" ]; then
      keytool -importcert -noprompt -storepass changeit -keystore "$JRE_CACERTS_PATH" \
        -alias "$(basename "$certificate" .crt)" -file "$certificate"
    fi
  done
fi
export JRE_CACERTS_PATH
exec "$@"
