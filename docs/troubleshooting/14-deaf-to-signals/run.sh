# shellcheck shell=bash disable=SC2154 # part of try.sh, which sets the variables
docker run --detach ${run[@]+"${run[@]}"} --name "$container" "$image" >/dev/null
docker stop -t 1 "$container" >/dev/null
docker inspect --format 'exit code {{.State.ExitCode}}' "$container"
