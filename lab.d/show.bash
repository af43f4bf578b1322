# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# ./lab without a command.

show() {
  local states image state id problem
  find_tools
  problem=$(say_tools)
  echo "JDK             ${java:-missing}"
  echo "Maven           ${maven:-missing}"
  [[ -z $problem ]] || echo "                would be installed: $(packages_of_tools)"
  if ask_engine; then
    echo "Docker engine   $engine_version${engine_storage:+, storage $engine_storage}$(engine_is_ours && echo ', started by ./lab')"
    # shellcheck disable=SC2046 # names of images have no spaces
    states=$(image_states $(base_images))
    while read -r image state id; do
      case $state in
        official) echo "Base image      $image" ;;
        current) echo "Base image      $image (stand-in)" ;;
        old) echo "Base image      $image (stand-in of an older recipe: would be built again)" ;;
        missing) echo "Base image      $image missing: would be pulled, or a stand-in built where no registry answers" ;;
      esac
    done <<<"$states"
  else
    echo "Docker engine   none: $engine_problem"
    if [[ -n $root && -n $debian && -z $engine_hangs ]]; then
      echo "                would be installed: $(said_of_way)"
    fi
    base_images | sed 's/^/Base image      /; s/$/ (unknown without an engine)/'
  fi
  echo "Kept in         $home"
  echo
  echo 'Nothing was changed. ./lab COMMAND does what is missing and runs COMMAND; ./lab --help says more.'
}
