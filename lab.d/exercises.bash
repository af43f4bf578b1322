# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# ./lab exercises: what it needs, and the tool that leads through the exercises.

jar=$repository/image-report/target/image-report.jar

# exercises_need_engine WORD…: whether something is built, and not only listed, shown or put back.
exercises_need_engine() {
  local word
  for word; do [[ $word != --help && $word != -h ]] || return 1; done
  [[ ${1-} == check || ${1-} == watch || ${1-} == compare ]]
}

# base_images_of_exercises: what starters and solutions name after FROM, and the variants that images are compared with.
base_images_of_exercises() {
  local file files=()
  while IFS= read -r file; do
    [[ ! -f $file ]] || files+=("$file")
  done < <(
    find "$repository/docs/exercises" -name '*Dockerfile' | LC_ALL=C sort
    find "$repository/docs/exercises" -name exercise.yaml -exec sed -n 's/.*than: *\([a-z]*\/[a-z0-9-]*\).*/\1/p' {} + | sort -u |
      sed "s|.*|$repository/dockerfiles/&.Dockerfile|"
  )
  [[ ${#files[@]} == 0 ]] || images_after_from "${files[@]}"
}

# tool_is_current: it is there, and none of its sources is newer.
tool_is_current() {
  local newer
  [[ -f $jar ]] || return 1
  newer=$(find "$repository"/pom.xml "$repository"/image-{reader,report}/{pom.xml,src/main} -newer "$jar" 2>/dev/null | head -n 1) || true
  [[ -z $newer ]]
}

build_tool() {
  ! tool_is_current || return 0
  run 'building the tool; the first time, this downloads its libraries' mvn --batch-mode --no-transfer-progress --quiet \
    --file "$repository/pom.xml" --projects image-report --also-make package -DskipTests -Dspotless.check.skip=true || {
    indented "$log"
    die 'The tool could not be built.' "The log is $log. In a fresh clone it can be: git status shows what is different here."
  }
  # Maven leaves a jar alone that would be the same.
  touch "$jar"
}
