# shellcheck shell=bash disable=SC2034,SC2154 # build.sh sets and reads variables
# debian:trixie-slim: the packages that Debian marks as required, and apt; no documentation, manual pages or translations.

config='
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["bash"]
'

fill() {
  debian_tree "$1" ''
}
