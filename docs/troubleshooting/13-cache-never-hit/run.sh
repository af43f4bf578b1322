# shellcheck shell=bash disable=SC2154 # part of try.sh, which sets the variables
# A second build after one changed line, from a copy of the directory.
copy=$(mktemp -d)
cp "$folder"/*.txt "$copy"
echo changed >"$copy/program.txt"
docker build --file "$file" --tag "$image-again" "$copy" >/dev/null 2>&1
rm -r "$copy"
if [[ $(docker run --rm "$image" cat /downloaded) == "$(docker run --rm "$image-again" cat /downloaded)" ]]; then
  echo 'from the cache'
else
  echo 'downloaded again'
fi
docker image rm "$image-again" >/dev/null
