# shellcheck shell=bash disable=SC2034,SC2154 # build.sh sets and reads variables
# maven:3.9-eclipse-temurin-25-noble: Maven's own distribution, on the JDK.
#
# It is an artifact like any other in Maven's repository, so this machine's Maven gets it from where it gets everything.

version=3.9.16
base=eclipse-temurin:25-jdk-resolute
config='
ENV MAVEN_HOME=/usr/share/maven
ENV MAVEN_CONFIG=/root/.m2
ENTRYPOINT ["/usr/local/bin/mvn-entrypoint.sh"]
CMD ["mvn"]
'

fill() {
  local tree=$1
  download_maven
  mkdir -p "$tree"/usr/{bin,local/bin,share/maven/ref}
  tar --extract --no-same-owner --directory "$tree/usr/share/maven" --strip-components=1 \
    --file "$work/apache-maven-$version-bin.tar.gz"
  ln -s /usr/share/maven/bin/mvn "$tree/usr/bin/mvn"
  # For images that bring a local repository with them: `mvn -s /usr/share/maven/ref/settings-docker.xml` fills it.
  echo '<settings><localRepository>/usr/share/maven/ref/repository</localRepository></settings>' \
    >"$tree/usr/share/maven/ref/settings-docker.xml"
  install -m 755 "$here/recipes/maven-entrypoint.sh" "$tree/usr/local/bin/mvn-entrypoint.sh"
}

download_maven() {
  command -v mvn >/dev/null || die "Maven is missing. Install it:  apt-get install maven"
  # In a folder without a pom.xml: what this machine's user has set applies, and nothing else.
  (cd "$work" && mvn --batch-mode --no-transfer-progress --strict-checksums \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="org.apache.maven:apache-maven:$version:tar.gz:bin" -DoutputDirectory="$work") >"$work/mvn.log" 2>&1 ||
    { grep '^\[ERROR\]' "$work/mvn.log" | head -n 3 >&2
      # ./lab knows by this code that it has to do without.
      if no_repository_answers "$work/mvn.log"; then exit 3; fi
      die "Maven could not get its own distribution, org.apache.maven:apache-maven:$version." \
        "Check that mvn reaches its repositories (~/.m2/settings.xml)."; }
}

# no_repository_answers LOG: the network leads nowhere, or Maven was told not to use it. A repository that refuses is another
# matter.
no_repository_answers() {
  grep -qiE 'unknown host|unknownhost|name or service not known|name resolution|connection refused|connect(ion)? timed out' "$1" ||
    grep -qiE 'network is unreachable|no route to host|offline mode' "$1"
}
