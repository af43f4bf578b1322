# shellcheck shell=bash disable=SC2154 # part of try.sh, which sets the variables
for _ in first second; do
  docker run ${run[@]+"${run[@]}"} --name "$container" "$image" 2>&1
done
