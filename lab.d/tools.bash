# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# 1. JDK and Maven, and a browser for who asks for one.

# at_least MAJOR.MINOR VERSION
at_least() {
  local want_major=${1%%.*} want_minor=${1#*.} major=${2%%.*} minor=${2#*.}
  # 26-ea, an early access
  major=${major%%[!0-9]*} minor=${minor%%[!0-9]*}
  [[ $major -gt $want_major || ($major -eq $want_major && ${minor:-0} -ge $want_minor) ]]
}

# find_tools: sets maven and java to versions, or to nothing where they are missing. Maven knows which Java it runs on.
find_tools() {
  local version java_home
  maven='' java='' java_missing=''
  if has mvn; then
    version=$(mvn --batch-mode --version 2>/dev/null | sed $'s/\033\\[[0-9;]*m//g') || true
    maven=$(printf '%s\n' "$version" | sed -n 's/^Apache Maven \([0-9][^ ]*\).*/\1/p')
    java=$(printf '%s\n' "$version" | sed -n 's/^Java version: \([0-9][^ ,]*\).*/\1/p')
    java_home=$(printf '%s\n' "$version" | sed -n 's/^Java version:.*runtime: \(.*\)$/\1/p')
    if [[ -n $java_home && ! -x $java_home/bin/javac ]]; then java='' java_missing="$java_home has no compiler: it is no JDK"; fi
  elif has javac; then
    java=$(javac -version 2>&1 | sed -n 's/^javac \([0-9][^ ]*\).*/\1/p')
  fi
}

tools_suffice() { [[ -n $java && -n $maven ]] && at_least 17.0 "$java.0" && at_least 3.8 "$maven"; }

packages_of_tools() {
  local packages=''
  if [[ -z $java ]] || ! at_least 17.0 "$java.0"; then
    # Debian has one version or another; the first that there is.
    packages=$(apt-cache --names-only search '^openjdk-(17|21|25)-jdk-headless$' 2>/dev/null | sort | sed -n '1s/ .*//p')
    packages=${packages:-openjdk-17-jdk-headless}
  fi
  [[ -n $maven ]] && at_least 3.8 "$maven" || packages="$packages maven"
  echo "$packages"
}

say_tools() {
  local problem=''
  [[ -n $java ]] || problem="no JDK${java_missing:+ ($java_missing)}"
  [[ -z $java ]] || at_least 17.0 "$java.0" || problem="JDK $java is too old${JAVA_HOME:+ (JAVA_HOME=$JAVA_HOME)}"
  [[ -n $maven ]] || problem="${problem:+$problem, }no Maven (mvn)"
  [[ -z $maven ]] || at_least 3.8 "$maven" || problem="${problem:+$problem, }Maven $maven is too old"
  echo "$problem"
}

get_tools() {
  find_tools
  ! tools_suffice || return 0
  [[ -n $debian ]] || die "$(say_tools). The project needs JDK 17 or newer and Maven 3.8 or newer." \
    "Install them from your system's packages, or from adoptium.net and maven.apache.org, and call ./lab again."
  install_packages packages_of_all
  find_tools
  tools_suffice || die "$(say_tools), also after installing $(packages_of_tools)." \
    "Make sure that PATH and JAVA_HOME name a JDK 17 or newer and Maven 3.8 or newer, and call ./lab again."
}

# packages_of_all: with the engine's, if one will be needed: two installations would take longer than one.
packages_of_all() {
  packages_of_tools
  if [[ -n $docker && -z ${DOCKER_HOST:-} ]] && ! ask_engine; then packages_of_engine; fi
}

lists_are_fresh=

refresh_package_lists() {
  # Archives of others may fail here: what counts is whether the packages are to be had.
  [[ -n $lists_are_fresh ]] || run 'reading package lists (apt-get update)' apt-get --quiet update || true
  lists_are_fresh=yes
}

# install_packages COMMAND: the packages that COMMAND prints, once apt knows what there is; without root says what to type.
install_packages() {
  local packages
  read -rd '' -a packages <<<"$("$@")" || true
  [[ -n $root ]] || die "Missing on this machine: ${packages[*]}. Installing packages needs root. Type:" \
    "sudo apt-get update && sudo apt-get install --no-install-recommends ${packages[*]}" "and call ./lab again."
  export DEBIAN_FRONTEND=noninteractive
  # apt-get ends downloads on INT, but lets dpkg finish: half installed packages would be in the next call's way.
  job_signal=INT
  if [[ -n $(dpkg --audit 2>/dev/null) ]]; then
    run "finishing an interrupted installation (dpkg --configure -a)" dpkg --configure -a || true
  fi
  refresh_package_lists
  read -rd '' -a packages <<<"$("$@")" || true
  # Without this Debian would start services itself where there is no systemd, with settings of its own.
  [[ -n $systemd ]] || export RUNLEVEL=1
  run "installing ${packages[*]}" apt-get --quiet --yes --option DPkg::Lock::Timeout=120 \
    install --no-install-recommends "${packages[@]}" || {
    indented "$log"
    die "apt-get could not install: ${packages[*]}. The log is $log." \
      "If packages were not found: check the archives in /etc/apt/sources.list and sources.list.d, call ./lab again."
  }
  unset RUNLEVEL
  hash -r
  job_signal=TERM
}

# get_browser COMMAND…: Chromium, if a word of COMMAND is -Pbrowser or -Pthorough, whichever program it is for (mvn, a wrapper). It
# then is on the PATH. Elsewhere than on Debian the command itself says what it lacks.
get_browser() {
  local word wanted=''
  for word; do
    case $word in
      -P*browser* | -P*thorough*) wanted=yes ;;
      -Dchromium=*) return 0 ;; # there is one, at a place of its own
    esac
  done
  [[ -n $wanted && -n $debian ]] || return 0
  ! has chromium && ! has chromium-browser && ! has google-chrome || return 0
  install_packages echo chromium
}
