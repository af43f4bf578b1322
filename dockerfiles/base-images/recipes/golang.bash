# shellcheck shell=bash disable=SC2034,SC2154 # build.sh sets and reads variables
# golang:1.N: Debian, version control systems for `go get`, a C compiler for cgo, Go itself.
#
# Go is from Debian's packages, but lies where the official image has it, and is not known to dpkg, as there.

version=$tag
config="
ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV GOTOOLCHAIN=local
ENV GOPATH=/go
WORKDIR /go
CMD [\"bash\"]
"

# The official image starts from buildpack-deps:trixie-scm, which has the first three lines.
packages_inside='
  ca-certificates curl gnupg netbase sq wget tzdata
  git mercurial openssh-client subversion
  procps
  g++ gcc libc6-dev make pkg-config
'

fill() {
  debian_tree "$1" "$packages_inside"
  add_host_certificates "$1"
  unpack_go "$version" "$1"
  config+="ENV GOLANG_VERSION=$(sed -n '1s/^go//p' "$1/usr/local/go/VERSION")"
}
