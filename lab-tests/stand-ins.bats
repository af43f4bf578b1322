#!/usr/bin/env bats
# shellcheck disable=SC2016 # what runs in an image is not for this shell
# Each stand-in against what the official image promises. Needs the engine and the images that ./lab makes ready; an image
# that is missing, or is the official one, is skipped.
#
# The promises are the official images' Dockerfiles and build files: docker-library/golang, adoptium/containers,
# alpinelinux/docker-alpine, debuerreotype and GoogleContainerTools/distroless.

bats_require_minimum_version 1.5.0

golang=golang:1.27
golang_alpine=golang:1.27-alpine
alpine=alpine:3.24
debian=debian:trixie-slim
jdk=eclipse-temurin:25-jdk-resolute
jre=eclipse-temurin:25-jre-resolute
maven=maven:3.9-eclipse-temurin-25-noble
static=gcr.io/distroless/static-debian13:nonroot
java_base=gcr.io/distroless/java-base-debian13:nonroot
java=gcr.io/distroless/java25-debian13:nonroot

is_stand_in() {
  local label
  label=$(docker image inspect --format '{{index .Config.Labels "multistage.stand-in"}}' "$1" 2>/dev/null) || skip "$1 isn't here"
  [[ $label == true ]] || skip "$1 is no stand-in"
}

# config FIELD IMAGE, as JSON; variables FIELD=VALUE, one on a line.
config() { docker image inspect --format "{{json .Config.$1}}" "$2"; }
variables() { docker image inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$1" | sed '/^$/d' | sort; }

# in_image IMAGE COMMANDS [ARGUMENT]: in these, `without` fails where one of the programs is there.
in_image() {
  docker run --rm --network none --entrypoint sh "$1" -euc '
    without() { for program; do if command -v "$program"; then exit 1; fi; done; }
    '"$2" - "${3-}"
}

# nothing_like ARGUMENTS-OF-GREP: fails where standard input has it. (`! grep` would not end a test.)
nothing_like() { if grep "$@"; then return 1; fi; }

# names IMAGE: all paths in it; for images without a shell.
names() {
  local container
  container=$(docker create "$1" true)
  docker export "$container" | tar --list | sed 's/^/\//'
  docker rm "$container" >/dev/null
}

# content IMAGE PATH
content() {
  local container
  container=$(docker create "$1" true)
  docker cp "$container:$2" - | tar --extract --to-stdout
  docker rm "$container" >/dev/null
}

system_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

@test "debian: configuration, suite, size class" {
  is_stand_in "$debian"
  [ "$(variables "$debian")" = "PATH=$system_path" ]
  [ "$(config Cmd "$debian")" = '["bash"]' ]
  [ "$(config Entrypoint "$debian")" = null ]
  [ "$(config User "$debian")" = '""' ]
  in_image "$debian" '
    . /etc/os-release
    [ "$ID-$VERSION_CODENAME" = debian-trixie ]
    for program in apt-get dpkg bash perl; do command -v "$program" >/dev/null; done
    without curl wget git gcc java
    [ ! -e /usr/share/man/man1 ] && [ ! -e /etc/ssl/certs/ca-certificates.crt ]
    [ -z "$(ls /var/lib/apt/lists/*_* /var/cache/apt/archives/*.deb 2>/dev/null)" ]
    [ -z "$(dpkg --audit)" ]'
}

@test "golang: paths, variables, version, tools, a program with and without C" {
  is_stand_in "$golang"
  [ "$(variables "$golang" | grep -v GOLANG_VERSION)" = "GOPATH=/go
GOTOOLCHAIN=local
PATH=/go/bin:/usr/local/go/bin:$system_path" ]
  variables "$golang" | grep -qE '^GOLANG_VERSION=1\.27(\.[0-9]+)?$'
  [ "$(config WorkingDir "$golang")" = '"/go"' ]
  [ "$(config Cmd "$golang")" = '["bash"]' ]
  [ "$(config Entrypoint "$golang")" = null ]
  in_image "$golang" '
    go version | grep -q "go$GOLANG_VERSION "
    [ "$(go env GOROOT GOPATH GOTOOLCHAIN | tr "\n" " ")" = "/usr/local/go /go local " ]
    [ "$(stat -c %a /go /go/src /go/bin | tr "\n" " ")" = "1777 1777 1777 " ]
    for program in gcc g++ make pkg-config git hg svn ssh curl wget gpg; do command -v "$program" >/dev/null; done
    [ -s /etc/ssl/certs/ca-certificates.crt ]
    [ -z "$(find /usr/local/go -type l)" ]
    cd /tmp
    # The package net compiles more quickly than net/http, and uses C where cgo is on.
    printf "package main\nimport \"net\"\nfunc main() { println(net.IPv4zero.String()) }\n" >a.go
    CGO_ENABLED=0 go run a.go 2>&1 | grep -qxF 0.0.0.0
    CGO_ENABLED=1 go run a.go 2>&1 | grep -qxF 0.0.0.0'
}

@test "golang-alpine: the same Go on busybox, without C compiler and git" {
  is_stand_in "$golang_alpine"
  [ "$(variables "$golang_alpine" | grep -v GOLANG_VERSION)" = "GOPATH=/go
GOTOOLCHAIN=local
PATH=/go/bin:/usr/local/go/bin:$system_path" ]
  [ "$(config WorkingDir "$golang_alpine")" = '"/go"' ]
  [ "$(config Cmd "$golang_alpine")" = '["/bin/sh"]' ]
  in_image "$golang_alpine" '
    go version | grep -q "go$GOLANG_VERSION "
    [ "$(go env GOROOT GOPATH GOTOOLCHAIN | tr "\n" " ")" = "/usr/local/go /go local " ]
    without gcc git bash
    cd /tmp
    printf "package main\nfunc main() { println(200) }\n" >a.go
    CGO_ENABLED=0 go run a.go 2>&1 | grep -qx 200'
  # Both start from the same Alpine, so they share its layer.
  is_stand_in "$alpine"
  local layers='{{index .RootFS.Layers 0}}'
  [ "$(docker image inspect --format "$layers" "$golang_alpine")" = "$(docker image inspect --format "$layers" "$alpine")" ]
}

@test "alpine: busybox, musl, users, CA certificates" {
  is_stand_in "$alpine"
  [ "$(variables "$alpine")" = "PATH=$system_path" ]
  [ "$(config Cmd "$alpine")" = '["/bin/sh"]' ]
  in_image "$alpine" '
    grep -q "^$1" /etc/alpine-release
    . /etc/os-release
    [ "$ID" = alpine ]
    [ "$(readlink /bin/sh)" = /bin/busybox ]
    grep -q "^nobody:x:65534:65534:" /etc/passwd
    ls /lib/ld-musl-*.so.1 /lib/libc.musl-*.so.1 /etc/ssl/cert.pem >/dev/null
    [ "$(grep -c BEGIN /etc/ssl/certs/ca-certificates.crt)" -gt 100 ]
    [ "$(stat -c %a /tmp /root | tr "\n" " ")" = "1777 700 " ]
    for program in ls cat wget tar sed awk vi nslookup; do command -v "$program" >/dev/null; done
    without bash apk' "${alpine#alpine:}"
}

temurin_promises() {
  [ "$(variables "$1" | grep -v JAVA_VERSION)" = "JAVA_HOME=/opt/java/openjdk
LANG=en_US.UTF-8
LANGUAGE=en_US:en
LC_ALL=en_US.UTF-8
PATH=/opt/java/openjdk/bin:$system_path" ]
  variables "$1" | grep -qE '^JAVA_VERSION=jdk-25[0-9.]*\+[0-9]+$'
  [ "$(config Entrypoint "$1")" = '["/__cacert_entrypoint.sh"]' ]
  [ "$(config User "$1")" = '""' ]
  in_image "$1" '
    java -version 2>&1 | grep -q "version \"25"
    [ "$(command -v java)" = /opt/java/openjdk/bin/java ]
    [ ! -e $JAVA_HOME/jmods ]
    # Where class data archives are not used, starting takes twice as long.
    for options in -XX:+UseCompressedOops -XX:-UseCompressedOops "-XX:+UseCompactObjectHeaders"; do
      java -Xshare:on $options -version 2>/dev/null
    done
    [ -s $JAVA_HOME/lib/security/cacerts ] && [ ! -L $JAVA_HOME/lib/security/cacerts ]
    [ -z "$(find $JAVA_HOME -xtype l)" ]
    locale -a | grep -qi en_US.utf8
    [ -z "$(dpkg --list | grep -i openjdk)" ] # as in the official image, no package of Debian
    # The libraries that the headless part needs are there.
    for library in libjvm libjava libnet libnio libfontmanager liblcms libjavajpeg libj2pcsc; do
      [ -z "$(ldd $(find $JAVA_HOME/lib -name $library.so) | grep "not found" | grep -v "libjvm.so\|libawt")" ]
    done'
}

@test "temurin JDK: paths, variables, version, tools, no jmods" {
  is_stand_in "$jdk"
  temurin_promises "$jdk"
  [ "$(config Cmd "$jdk")" = '["jshell"]' ]
  in_image "$jdk" 'for program in javac jar jdeps jlink jshell keytool objcopy strip; do command -v "$program" >/dev/null; done'
}

@test "temurin JDK: jlink links of the JDK itself, and calls objcopy" {
  is_stand_in "$jdk"
  in_image "$jdk" '
    jlink --help | grep -q "Linking from run-time image enabled"
    jlink --add-modules java.base,jdk.httpserver --strip-debug --compress zip-9 --no-header-files --no-man-pages --output /tmp/jre
    [ "$(/tmp/jre/bin/java --list-modules | sed "s/@.*//" | tr "\n" " ")" = "java.base jdk.httpserver " ]'
}

@test "temurin JRE: a run-time and nothing to compile with" {
  is_stand_in "$jre"
  temurin_promises "$jre"
  [ "$(config Cmd "$jre")" = null ]
  in_image "$jre" '
    without javac jlink jar jshell objcopy
    java --list-modules | grep -q "^java.se@"
    java --list-modules | grep -q "^jdk.httpserver@"
    [ -z "$(java --list-modules | grep "^jdk.compiler@")" ]'
}

@test "temurin: the entrypoint runs the command, and trusts what it is told to" {
  is_stand_in "$jdk"
  [ "$(docker run --rm --network none "$jdk" echo 'a  b')" = 'a  b' ]
  docker run --rm --network none --entrypoint sh "$jdk" -euc '
    mkdir /certificates
    keytool -genkeypair -alias test -keyalg EC -dname CN=multistage-test -ext bc=ca:true -keystore /tmp/k -storepass changeit 2>/dev/null
    keytool -exportcert -rfc -alias test -keystore /tmp/k -storepass changeit -file /certificates/test.crt 2>/dev/null
    count() { keytool -list -cacerts -storepass changeit 2>/dev/null | grep -c trustedCertEntry; }
    before=$(count)
    [ "$before" -gt 100 ]
    USE_SYSTEM_CA_CERTS=1 /__cacert_entrypoint.sh true >/dev/null 2>&1
    [ "$(count)" -gt "$before" ]'
}

@test "maven: paths, variables, version, JDK, entrypoint" {
  is_stand_in "$maven"
  variables "$maven" | grep -qx MAVEN_HOME=/usr/share/maven
  variables "$maven" | grep -qx MAVEN_CONFIG=/root/.m2
  variables "$maven" | grep -qx JAVA_HOME=/opt/java/openjdk
  [ "$(config Entrypoint "$maven")" = '["/usr/local/bin/mvn-entrypoint.sh"]' ]
  [ "$(config Cmd "$maven")" = '["mvn"]' ]
  [ "$(config User "$maven")" = '""' ]
  in_image "$maven" '
    [ "$(readlink /usr/bin/mvn)" = /usr/share/maven/bin/mvn ]
    mvn --version | grep -q "Apache Maven 3\.9\."
    mvn --version | grep -q "Java version: 25.*runtime: /opt/java/openjdk"
    javac -version
    cd /tmp
    # Core plugins are missing without a network, and Maven says so: it works up to there.
    printf "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>a</artifactId><version>1</version></project>" >pom.xml
    mvn --batch-mode --offline validate | grep -q "BUILD SUCCESS"
    mvn --batch-mode --offline package | grep -q "in offline mode"'
  # Both start from the same JDK, so they share its layer.
  is_stand_in "$jdk"
  local layers='{{index .RootFS.Layers 0}}'
  [ "$(docker image inspect --format "$layers" "$maven")" = "$(docker image inspect --format "$layers" "$jdk")" ]
}

@test "maven: the entrypoint fills ~/.m2 without overwriting, and runs the command" {
  is_stand_in "$maven"
  [ "$(docker run --rm --network none "$maven" sh -c 'ls /root/.m2/settings-docker.xml; echo "${MAVEN_CONFIG-unset}"')" = '/root/.m2/settings-docker.xml
unset' ]
  [ "$(docker run --rm --network none --entrypoint sh "$maven" -euc '
    mkdir /root/.m2 && echo mine >/root/.m2/settings-docker.xml
    /usr/local/bin/mvn-entrypoint.sh cat /root/.m2/settings-docker.xml')" = mine ]
  [ "$(docker run --rm --network none --user 65532 "$maven" echo 'a  b' 2>/dev/null)" = 'a  b' ]
}

@test "this machine's own CA certificates are trusted, by system and Java" {
  is_stand_in "$jdk"
  local certificate
  certificate=$(find /usr/local/share/ca-certificates -name '*.crt' 2>/dev/null | head -n 1)
  [[ -n $certificate ]] || skip 'this machine has none'
  docker run --rm --network none --volume "$certificate:/c.crt:ro" --entrypoint sh "$jdk" -euc '
    fingerprint=$(keytool -printcert -file /c.crt | sed -n "s/.*SHA256: //p" | head -n 1)
    keytool -list -cacerts -storepass changeit | grep -qi "$fingerprint"
    sed -n 2p /c.crt | grep -qFf - /etc/ssl/certs/ca-certificates.crt'
}

distroless_promises() {
  [ "$(config User "$1" | tr -d '"')" = 65532 ]
  [ "$(config WorkingDir "$1")" = '"/home/nonroot"' ]
  variables "$1" | grep -qx "PATH=$system_path"
  variables "$1" | grep -qx SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
  [ "$(content "$1" /etc/passwd | grep nonroot)" = nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin ]
  content "$1" /etc/group | grep -qx 'nonroot:x:65532:'
  content "$1" /usr/lib/os-release | grep -qx 'VERSION_CODENAME=trixie'
  [ "$(content "$1" /etc/ssl/certs/ca-certificates.crt | grep -c BEGIN)" -gt 100 ]
  local names
  names=$(names "$1")
  grep -qx /usr/share/zoneinfo/Europe/Berlin <<<"$names"
  grep -qx /var/lib/dpkg/status.d/tzdata <<<"$names"
  nothing_like -E '/s?bin/(bash|sh|dash|busybox|apt|dpkg|apt-get)$' <<<"$names"
}

@test "distroless static: user, certificates, time zones, no shell, no C library" {
  is_stand_in "$static"
  distroless_promises "$static"
  names "$static" | nothing_like 'libc\.so'
  [ "$(config Entrypoint "$static")" = null ]
}

@test "distroless java-base: the libraries of a Java run-time, no Java" {
  is_stand_in "$java_base"
  distroless_promises "$java_base"
  variables "$java_base" | grep -qx LANG=C.UTF-8
  local names library
  names=$(names "$java_base")
  for library in libc.so.6 libz.so.1 libstdc++.so.6 libgcc_s.so.1 liblcms2.so.2 libjpeg.so.62 libfreetype.so.6 libfontconfig.so.1; do
    grep -qF "/$library" <<<"$names" || { echo "$library is missing"; return 1; }
  done
  grep -qx /etc/ssl/certs/java/cacerts <<<"$names"
  grep -q '^/usr/lib/locale/C.utf8/' <<<"$names"
  nothing_like '/bin/java$' <<<"$names"
}

@test "distroless java: runs a class, as nonroot" {
  is_stand_in "$java"
  is_stand_in "$jdk"
  distroless_promises "$java"
  [ "$(config Entrypoint "$java")" = '["/usr/bin/java","-jar"]' ]
  variables "$java" | grep -qE '^JAVA_VERSION=25'
  mkdir -p "$BATS_TEST_TMPDIR/jar"
  chmod 755 "$BATS_RUN_TMPDIR" "$BATS_TEST_TMPDIR" "$(dirname "$BATS_TEST_TMPDIR")"
  docker run --rm --network none --entrypoint sh --volume "$BATS_TEST_TMPDIR/jar:/jar" "$jdk" -euc '
    cd /tmp
    echo "class A { public static void main(String[] a) { System.out.println(System.getProperty(\"user.name\")); } }" >A.java
    javac A.java && jar --create --file /jar/a.jar --main-class A A.class'
  [ "$(docker run --rm --network none --read-only --volume "$BATS_TEST_TMPDIR/jar:/jar:ro" "$java" /jar/a.jar)" = nonroot ]
}
