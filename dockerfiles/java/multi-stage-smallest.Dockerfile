# Title: A JVM with what one server needs
# Improves on: java/multi-stage-jlink-scratch
# Chapter: 6. Java
# Topic: size
# Not for production
# At most: 55 MB
#
# How much smaller it gets if only this server counts, and what that costs. Another program may need what is gone, and
# fails only when it runs: TLS connections without CA certificates, texts in most Chinese, Japanese, and Korean
# character sets but Unicode, Charset.availableCharsets(), Character.getName(). Native debuggers, and profilers that
# rely on unwind tables, can't follow calls through the JVM. And a later JDK may refuse --compress=1, which is
# deprecated, or two of these options, of which jlink's help says nothing.

FROM eclipse-temurin:25-jdk-resolute AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY src/main/java/module-info.java ./
COPY src/main/java/multistage/webserver/WebServer.java multistage/webserver/
# --date and touch set fixed times: the same source then gives the same layer, byte for byte, whenever it is built.
RUN javac -Xlint:all -Werror -d classes module-info.java multistage/webserver/WebServer.java \
 && jar --create --file=/webserver.jar --date=2026-01-01T00:00:00Z \
        --main-class=multistage.webserver.WebServer -C classes . \
 && touch -d 2026-01-01 /webserver.jar
# Also left out: the names of all Unicode characters, translated messages, character sets, a library that sorts large
# arrays (rm -f: only x86 has it), CA certificates, and a list of public domain suffixes, such as co.uk. --compress=1
# stores each name once, before zip-9 compresses each class: gzip, which compresses layers, then saves more. strip -R
# removes sections by name: probes and unwind tables. The JVM throws no C++ exceptions, which need such tables. The
# libraries of the next step may, and keep theirs.
RUN jlink --add-modules "$(jdeps --print-module-deps /webserver.jar)" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress=1 --compress=zip-9 \
      --exclude-files='**/keytool,**/jwebserver,**/jexec,**/classlist,**jrt-fs.jar,**/libjsig.so' \
      --exclude-resources='**/uniName.dat,**_de.class,**_ja.class,**_zh_CN.class,**/cs/[BEGJ]*,**/cs/HK*,**/cs/SJIS*' \
      --output=/root-of-image/jre \
 && cd /root-of-image/jre/lib && rm -f libsimdsort.so && rm security/cacerts security/public_suffix_list.dat \
 && find /root-of-image -name "*.so" -exec strip --strip-unneeded -R .note.stapsdt \
      -R .eh_frame_hdr -R .eh_frame -R .gcc_except_table {} + \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +
# LD_LIBRARY_PATH makes ldd prefer the runtime's own libraries. cp -L copies files instead of links, and --parents keeps
# their paths, where the loader looks for them. pipefail: if a command in the pipe fails, so does the build.
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN cd /root-of-image/jre && export LD_LIBRARY_PATH="$PWD/lib:$PWD/lib/server" \
 && find . -type f \( -name "*.so" -o -path "./bin/*" \) -exec ldd {} + \
  | grep -o "/[^ :]* (" | tr -d " (" | grep -v ^/root-of-image | sort -u | xargs cp -L --parents -t /root-of-image \
 && find /root-of-image -exec touch -h -d 2026-01-01 {} +

FROM scratch
# There is no /tmp. Java would write its performance counters there, but starts without them.
COPY --from=build /root-of-image/ /
# After the runtime: a changed program is then a new layer of a few kilobytes, and the large layer is reused.
COPY --from=build /webserver.jar /webserver.jar
# A number: the image has no /etc/passwd to look a name up in.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell.
ENTRYPOINT ["/jre/bin/java", "-p", "/webserver.jar", "-m", "multistage.webserver"]
