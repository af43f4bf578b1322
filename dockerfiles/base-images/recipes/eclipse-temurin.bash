# shellcheck shell=bash disable=SC2034,SC2154 # build.sh sets and reads variables
# eclipse-temurin:25-jdk-resolute and 25-jre-resolute: Debian (the official ones: Ubuntu) with what Java needs, and OpenJDK.
#
# Java is linked from the modules in Debian's packages. It lies where the official images have it and is not known to
# dpkg, as there.

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
  libgif7 libharfbuzz0b libjpeg62-turbo liblcms2-2 libpcsclite1 libstdc++6 zlib1g
'

if [[ $tag == *-jdk-* ]]; then
  packages_inside+=binutils # jlink --strip-debug calls objcopy
  config+='CMD ["jshell"]'
else
  needs=eclipse-temurin:25-jdk-resolute
fi

# What a JRE of the OpenJDK project is made of, and Eclipse's, too: all modules but the tools.
modules_of_jre=java.se,java.smartcardio,jdk.accessibility,jdk.charsets,jdk.crypto.cryptoki,jdk.crypto.ec,jdk.dynalink,\
jdk.httpserver,jdk.incubator.vector,jdk.internal.vm.ci,jdk.jdwp.agent,jdk.jfr,jdk.jsobject,jdk.localedata,jdk.management,\
jdk.management.agent,jdk.management.jfr,jdk.naming.dns,jdk.naming.rmi,jdk.net,jdk.nio.mapmode,jdk.sctp,jdk.security.auth,\
jdk.security.jgss,jdk.unsupported,jdk.xml.dom,jdk.zipfs

fill() {
  local tree=$1
  debian_tree "$tree" "$packages_inside"
  chroot "$tree" localedef --inputfile=en_US --charmap=UTF-8 en_US.UTF-8
  mkdir -p "$tree${java_home%/*}"
  if [[ $tag == *-jdk-* ]]; then link_jdk "$tree"; else link_jre "$tree"; fi
  share_classes "$tree"
  in_tree "$tree" "$java_home/bin/java" -version
  config+="
ENV JAVA_VERSION=jdk-$(sed -n 's/.*Runtime Environment (build \([0-9.+]*\).*/\1/p' "$work/in_tree.log")"

  # The trust store of Java is made of the system's, as the entrypoint does it.
  add_host_certificates "$tree"
  chroot "$tree" trust extract --overwrite --format=java-cacerts --filter=ca-anchors --purpose=server-auth \
    "$java_home/lib/security/cacerts"
  chmod 644 "$tree$java_home/lib/security/cacerts"

  find "$tree$java_home/lib" -name '*.so' -printf '%h\n' | sort -u | sed "s|^$tree||" \
    >"$tree/etc/ld.so.conf.d/docker-openjdk.conf"
  chroot "$tree" ldconfig
  install -m 755 "$here/recipes/eclipse-temurin-entrypoint.sh" "$tree/__cacert_entrypoint.sh"
}

# link_jdk TREE: Debian's JDK has jmods, and its jlink links of nothing else. Official JDKs have none since Java 24: their jlink
# links of the JDK that it is part of (JEP 493). The JDK project builds such a JDK with this option of jlink; so do we.
link_jdk() {
  local tree=$1 debian_jdk
  unpack "$tree" openjdk-25-jre-headless openjdk-25-jdk-headless
  debian_jdk=$(cd "$tree" && echo usr/lib/jvm/java-25-openjdk-*)
  in_tree "$tree" "/$debian_jdk/bin/jlink" --module-path "/$debian_jdk/jmods" --add-modules ALL-MODULE-PATH \
    --generate-linkable-runtime --strip-native-debug-symbols=exclude-debuginfo-files --output "$java_home"
  rm -rf "$tree/usr/lib/jvm" "$tree/etc/java-25-openjdk" "$tree"/usr/share/{doc,lintian}/*openjdk-25* \
    "$tree"/usr/share/{man,binfmts,gdb,lintian} "$tree/usr/lib/debug"
}

# link_jre TREE: a part of the JDK, linked in the stand-in for it.
link_jre() {
  docker run --rm --entrypoint sh eclipse-temurin:25-jdk-resolute -c '
    jlink --add-modules "$1" --no-header-files --output /jre 2>&1 >&2 | grep -v "incubator modules" >&2
    [ -x /jre/bin/java ] && tar --create --directory /jre .' - "$modules_of_jre" |
    (mkdir "$1$java_home" && tar --extract --directory "$1$java_home")
}

# share_classes TREE: class data archives, which are in official images, too. Java chooses by heap and kind of object headers.
share_classes() {
  local heap headers
  for heap in -XX:+UseCompressedOops -XX:-UseCompressedOops; do
    for headers in -XX:-UseCompactObjectHeaders -XX:+UseCompactObjectHeaders; do
      in_tree "$1" "$java_home/bin/java" -Xshare:dump "$heap" "$headers"
    done
  done
}

# in_tree TREE COMMAND…: Java finds itself through /proc.
in_tree() {
  with_mounts "$1" chroot "$@" >"$work/in_tree.log" 2>&1 || { cat "$work/in_tree.log" >&2; return 1; }
}
