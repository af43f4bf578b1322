# shellcheck shell=bash disable=SC2034,SC2154 # build.sh sets and reads variables
# golang:1.N-alpine: Alpine and Go, without the C compiler and the version control systems of golang:1.N.

version=${tag%-alpine}
base=alpine:3.24
config="
ENV GOTOOLCHAIN=local
ENV GOPATH=/go
ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /go
"

fill() {
  unpack_go "$version" "$1"
  config+="ENV GOLANG_VERSION=$(sed -n '1s/^go//p' "$1/usr/local/go/VERSION")"
}
