# shellcheck shell=bash disable=SC2034,SC2154 # the parts share the variables that lab sets
# Which image registries answer, and what a refusal means.

registry_of() {
  case $1 in
    localhost/* | *.*/* | *:*/*) echo "${1%%/*}" ;;
    *) echo docker.io ;;
  esac
}

# class_of_failure FILE ASKED: what went wrong with a pull, from the engine's message, which is all that it gives. ASKED is what
# asked_for says of the image.
class_of_failure() {
  case $(cat "$1") in
    *toomanyrequests* | *[Tt]oo\ [Mm]any\ [Rr]equests* | *\ 429*) echo 429 ;;
    *x509:* | *tls:* | *certificate*) echo TLS ;;
    *proxyconnect*) echo proxy ;;
    *repository\ does\ not\ exist*)
      # Docker Hub says so of a name that nobody has; a mirror, or another registry, also of what it keeps from this machine.
      if [[ $2 == docker.io ]]; then echo unknown; else echo 403; fi
      ;;
    *unauthorized* | *authentication\ required* | *\ 401*) echo 401 ;;
    *[Ff]orbidden* | *\ 403* | *denied*) echo 403 ;;
    *manifest\ unknown* | *manifest\ for\ *not\ found* | *no\ matching\ manifest* | *:\ not\ found*) echo unknown ;;
    *no\ such\ host* | *server\ misbehaving* | *name\ resolution* | *network\ is\ unreachable* | *no\ route\ to\ host* | \
      *connection\ refused* | *i/o\ timeout* | *TLS\ handshake\ timeout* | *deadline\ exceeded* | *Client.Timeout* | \
      *request\ canceled*) echo none ;;
    *) echo other ;;
  esac
}

# refused IMAGE CLASS FILE: a registry answers, but not with the image.
refused() {
  local registry advice
  registry=$(registry_of "$1")
  case $2 in
    429) advice="It limits the number of pulls. Log in (docker login) or wait, and run ./lab again." ;;
    TLS) advice="The engine does not trust its certificate. Add your company's CA to the system's store and restart the
     engine, or put it into /etc/docker/certs.d; then run ./lab again." ;;
    proxy) advice="The engine's proxy does not answer. Correct or remove the engine's setting HTTPS_PROXY, and run ./lab
     again." ;;
    401) advice="It requires a login. Log in (docker login $registry), and run ./lab again." ;;
    403) advice="Log in (docker login $registry), or ask whoever runs the registry or the proxy; then run ./lab again." ;;
    unknown) advice="It has no such image for this platform. Check the name in the Dockerfile." ;;
    *) advice="Try  docker pull $1  and see what it prints." ;;
  esac
  lacks "$1" "Can't pull $1: the registry $registry refuses ($2): $(head -n 1 "$3")" "$advice" \
    "./lab builds a stand-in only if the registry can't be reached."
}

# has_mirror: the engine asks others before Docker Hub. They answer for what they have, and Docker Hub, which need not be reached,
# for all else.
has_mirror() {
  if [[ -z ${mirrors:-} ]]; then
    mirrors=$(quickly 20 docker info --format \
      '{{with .RegistryConfig}}{{with index .IndexConfigs "docker.io"}}{{len .Mirrors}}{{end}}{{end}}' 2>/dev/null) || mirrors=0
    mirrors=${mirrors:-0}
  fi
  [[ $mirrors =~ ^[1-9][0-9]*$ ]]
}
mirrors=

# asked_for IMAGE: what is asked for it, and answers for others, too: a registry; behind a mirror the image alone.
asked_for() {
  local registry
  registry=$(registry_of "$1")
  if [[ $registry == docker.io ]] && has_mirror; then echo "docker.io/$1"; else echo "$registry"; fi
}

# memory_of REGISTRY: the file with its last answer; for an image behind a mirror, with that image's.
memory_of() { echo "$home/registries/${engine//[^A-Za-z0-9]/}/${1//[^A-Za-z0-9.]/_}"; }

# ask_registry REGISTRY IMAGE: prints `answers`, `none` or a class of failure; the first two from memory within an hour, while a
# failure, which a person may mend at once, is remembered for this call only. Asked is for a tag that nobody has: that changes
# nothing here, and whoever says that there is none has answered.
ask_registry() {
  local file now name class=none
  file=$(memory_of "$1")
  now=$scratch/${file##*/}
  if [[ -f $now ]]; then
    cat "$now"
    return
  fi
  if [[ $1 == docker.io/* ]]; then
    # Only pulling it tells whether a mirror has an image.
    if [[ -n $(find "$file" -mmin -60 2>/dev/null) ]]; then cat "$file"; else echo answers; fi
    return
  fi
  if [[ -z $(find "$file" -mmin -60 2>/dev/null) ]]; then
    mkdir -p "${file%/*}"
    rm -f "$file"
    # The name may end in a tag, a digest, or both; a colon before the last slash is a port's.
    name=${2%%@*}
    [[ ${name##*/} != *:* ]] || name=${name%:*}
    if quickly 15 docker pull --quiet "$name:multistage-lab-asks" >/dev/null 2>"$file.said"; then
      class=answers
    elif [[ -s $file.said ]]; then
      class=$(class_of_failure "$file.said" "$1")
      cat "$file.said" >>"$log"
      [[ $class != unknown ]] || class=answers
    else
      echo 'no answer within 15 seconds' >"$file.said"
    fi
    case $class in
      answers | none) ;;
      *) file=$now ;;
    esac
    echo "$class" >"$file"
  fi
  cat "$file"
}
