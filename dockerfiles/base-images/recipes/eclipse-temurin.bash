# shellcheck shell=bash disable=SC2034,SC2154 # build.sh sets and reads variables
# eclipse-temurin:25-jdk and :25-jre: Debian (the official ones: Ubuntu) with what Java needs, and OpenJDK.
#
# Java is from Debian's packages, but lies where the official images have it, and is not known to dpkg, as there.

java_home=/opt/java/openjdk
config="
ENV JAVA_HOME=$java_home
ENV PATH=$java_home/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV LANG=en_US.UTF-8
ENV LANGUAGE=en_US:en
ENV LC_ALL=en_US.UTF-8
ENTRYPOINT [\"/__cacert_entrypoint.sh\"]
"

# The first line is the official images'. The second: libraries that Eclipse's builds contain and Debian's look for.
packages_inside='
  ca-certificates fontconfig locales p11-kit tzdata
  libharfbuzz0b libjpeg62-turbo liblcms2-2 libpcsclite1 libstdc++6 zlib1g
'
packages_java=openjdk-25-jre-headless

if [[ $tag == *-jdk ]]; then
  packages_inside+=binutils # jlink --strip-debug calls objcopy
  packages_java+=' openjdk-25-jdk-headless'
  config+='CMD ["jshell"]'
fi

fill() {
  local tree=$1
  debian_tree "$tree" "$packages_inside"
  echo 'en_US.UTF-8 UTF-8' >>"$tree/etc/locale.gen"
  chroot "$tree" locale-gen >/dev/null
  # shellcheck disable=SC2086 # several packages
  unpack_java "$tree$java_home" $packages_java
  config+="
ENV JAVA_VERSION=jdk-$(java_version "$tree$java_home")"

  # The trust store of Java is made of the system's, as the entrypoint does it.
  add_host_certificates "$tree"
  rm -f "$tree$java_home/lib/security/cacerts"
  chroot "$tree" trust extract --format=java-cacerts --filter=ca-anchors --purpose=server-auth \
    "$java_home/lib/security/cacerts"
  chmod 644 "$tree$java_home/lib/security/cacerts"

  find "$tree$java_home/lib" -name '*.so' -printf '%h\n' | sort -u | sed "s|^$tree||" >"$tree/etc/ld.so.conf.d/docker-openjdk.conf"
  chroot "$tree" ldconfig
  install -m 755 "$here/recipes/eclipse-temurin-entrypoint.sh" "$tree/__cacert_entrypoint.sh"
}
