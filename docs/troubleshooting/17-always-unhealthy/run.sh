# shellcheck shell=bash disable=SC2154 # part of try.sh, which sets the variables
docker run --detach ${run[@]+"${run[@]}"} --name "$container" "$image" >/dev/null
for _ in {1..60}; do
  health=$(docker inspect --format '{{.State.Health.Status}}' "$container")
  [[ $health == starting ]] || break
  sleep 0.5
done
echo "it is $health"
