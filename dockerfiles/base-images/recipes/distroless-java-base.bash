# shellcheck shell=bash disable=SC2034,SC2154 # build.sh sets and reads variables
# gcr.io/distroless/java-base-debian13:nonroot: static, and the shared libraries that a Java run-time loads; no Java.

base=gcr.io/distroless/static-debian13:nonroot
needs=eclipse-temurin:25-jre-resolute
config='
ENV LANG=C.UTF-8
COPY --from=eclipse-temurin:25-jre-resolute /opt/java/openjdk/lib/security/cacerts /etc/ssl/certs/java/cacerts
'

fill() {
  local tree=$1
  unpack_recorded "$tree" libc6 zlib1g libjpeg62-turbo liblcms2-2 libfreetype6 fonts-dejavu-core fontconfig-config \
    libexpat1 libfontconfig1 libuuid1 libbrotli1 libcrypt1 libstdc++6 libgcc-s1 gcc-14-base libpng16-16t64 libbz2-1.0
  unpack "$work/libc-bin" libc-bin
  mkdir -p "$tree/usr/lib/locale"
  cp -a "$work/libc-bin/usr/lib/locale/C.utf8" "$tree/usr/lib/locale/"
}
