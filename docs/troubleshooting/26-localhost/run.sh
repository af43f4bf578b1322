# shellcheck shell=bash disable=SC2154 # part of try.sh, which sets the variables
docker run --detach --name "$container" "$image" >/dev/null
for _ in {1..150}; do
  ! docker logs "$container" 2>&1 | grep -q '^URL' || break
  sleep 0.2
done
address=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$container")
# From another container, without a published port.
docker run --rm alpine:3.24 wget -q -O - "http://$address:8080/" 2>&1
