# Reads Dockerfiles and prints the images that they take from elsewhere: FROM, COPY --from and RUN --mount=from, without
# stages, scratch and repetitions.
#
# The report reads Dockerfiles in Java, by all of BuildKit's rules. This is for a machine that has no JDK yet, and knows what
# Dockerfiles in this repository may use; what it doesn't know it refuses. BaseImagesOfLabTest holds both against each other.

BEGIN {
  quotes = "[\"\047]"
  "uname -m" | getline architecture
  if (architecture == "x86_64") architecture = "amd64"
  if (architecture == "aarch64") architecture = "arm64"
}
function fail(what) {
  printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
  failed = 1
  exit 1
}
# With ARGs that have a default before the first FROM, and those of the platform, as the Dockerfile reference says.
function value(name) {
  if (!(name in args) || args[name] == "")
    fail("the image in FROM depends on ARG " name ", which has no default before the first FROM")
  return args[name]
}
# The text with variables replaced and without quotes.
function expanded(text,   result, i, c, quote, inner, end) {
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    if (c == quote) quote = ""
    else if (quote == "\047") result = result c
    else if (quote == "" && c ~ quotes) quote = c
    else if (c == escape) result = result substr(text, ++i, 1)
    else if (c != "$") result = result c
    else if (substr(text, i + 1, 1) == "{") {
      end = closing(text, i + 2)
      inner = substr(text, i + 2, end - i - 2)
      result = result in_braces(inner)
      i = end
    } else if (match(substr(text, i + 1), /^[A-Za-z_][A-Za-z0-9_]*/)) {
      inner = substr(text, i + 1, RLENGTH)
      i += RLENGTH
      result = result value(inner)
    } else result = result c
  }
  if (quote != "") fail("a quote isn't closed: " text)
  return result
}
# Where the brace is that closes an open one before a position.
function closing(text, from,   i, depth) {
  depth = 1
  for (i = from; i <= length(text); i++) {
    if (substr(text, i, 2) == "${") depth++
    else if (substr(text, i, 1) == "}" && --depth == 0) return i
  }
  fail("a \"${\" isn't closed: " text)
}
function in_braces(text,   name, operator, given) {
  if (!match(text, /^[A-Za-z_][A-Za-z0-9_]*/)) fail("a variable has no name: ${" text "}")
  name = substr(text, 1, RLENGTH)
  text = substr(text, RLENGTH + 1)
  if (text == "") return value(name)
  if (!match(text, /^:?[-+]/)) fail("./lab can't read ${" name text "}; only :-, -, :+ and +")
  operator = substr(text, 1, RLENGTH)
  text = substr(text, RLENGTH + 1)
  given = name in args && (operator !~ /^:/ || args[name] != "")
  if (operator ~ /-/) return given ? args[name] : expanded(text)
  return given ? expanded(text) : ""
}
function image(name) {
  if (name == "scratch" || name in stages) return
  sub(/^docker\.io\//, "", name)
  sub(/^library\//, "", name)
  if (name !~ /@/ && name !~ /:[^\/]*$/) name = name ":latest"
  if (!(name in seen)) print name
  seen[name] = 1
}
# A stage's name counts in any case here, and in FROM as it is written.
function taken_from(name) {
  if (!(tolower(name) in stages)) image(name)
}
function argument(word,   i) {
  i = index(word, "=")
  if (i) args[substr(word, 1, i - 1)] = word ~ /=$|=""$|=\047\047$/ ? "" : expanded(substr(word, i + 1))
}
function instruction(line,   words, count, i, word) {
  count = split(line, words, /[ \t]+/)
  word = toupper(words[1])
  if (word == "ARG" && !in_stage) {
    for (i = 2; i <= count; i++) argument(words[i])
  } else if (word == "FROM") {
    in_stage = 1
    i = 2
    while (words[i] ~ /^--/) i++
    image(expanded(words[i]))
    if (toupper(words[i + 1]) == "AS") stages[tolower(words[i + 2])] = 1
  } else if (word == "COPY" || word == "RUN" || word == "ADD" || word == "ONBUILD") {
    if (word == "COPY" || word == "RUN") sources(words)
    if (word == "ONBUILD" && line ~ /[ \t,"]-?-?from=/) fail("./lab can't read from= behind ONBUILD")
    heredocs(line)
  }
}
function sources(words,   i) {
  for (i = 2; words[i] ~ /^--/; i++) {
    gsub(quotes, "", words[i])
    if (words[i] ~ /^--from=[0-9]+$/) continue
    if (words[i] ~ /^--from=/) taken_from(substr(words[i], 8))
    else if (words[i] ~ /^--mount=(.*,)?from=[^,]+/) {
      sub(/^--mount=(.*,)?from=/, "", words[i])
      sub(/,.*/, "", words[i])
      taken_from(words[i])
    }
  }
}
# Remembers the lines that end here-documents, in their order. What stands in quotes is none, and a list has none.
function heredocs(line,   name) {
  if (line ~ /^[A-Za-z]+[ \t]+(--[^ \t]+[ \t]+)*\[/) return
  gsub(/<<[ \t]+/, "<<", line)
  # The quotes of a here-document's own name stay for now.
  gsub(/(^|[^<-])"[^"]*"|(^|[^<-])\047[^\047]*\047/, " ", line)
  while (match(line, /[ \t][0-9]*<<-?[^<> \t;|&()]+/)) {
    name = substr(line, RSTART + 1, RLENGTH - 1)
    line = substr(line, RSTART + RLENGTH)
    if (line ~ /^[<>;|&()]/) continue
    sub(/^[0-9]*<</, "", name)
    without_tabs[++open_documents] = sub(/^-/, "", name)
    gsub(/["\047\\]/, "", name)
    ends[open_documents] = name
  }
}
FNR == 1 {
  split("", args)
  split("", stages)
  args["TARGETARCH"] = args["BUILDARCH"] = architecture
  args["TARGETOS"] = args["BUILDOS"] = "linux"
  args["TARGETPLATFORM"] = args["BUILDPLATFORM"] = "linux/" architecture
  in_stage = document = open_documents = 0
  pending = ""
  escape = "\\"
  directives = 1
  sub(/^\357\273\277/, "")
}
{ sub(/\r$/, "") }
document < open_documents {
  line = $0
  if (without_tabs[document + 1]) sub(/^\t+/, "", line)
  if (line == ends[document + 1]) document++
  next
}
directives && tolower($0) ~ /^[ \t]*#[ \t]*(syntax|escape|check)[ \t]*=/ {
  if (tolower($0) ~ /^[ \t]*#[ \t]*escape[ \t]*=[ \t]*`[ \t]*$/) escape = "`"
  next
}
{ directives = 0 }
/^[ \t]*#/ { next }
{
  sub(/^[ \t]+/, "")
  text = $0
  sub(/[ \t]+$/, "", text)
  # Two escape characters are one that is meant.
  if (substr(text, length(text)) == escape && (length(text) == 1 || substr(text, length(text) - 1, 1) != escape)) {
    pending = pending substr(text, 1, length(text) - 1) " "
    next
  }
  if ($0 == "" && pending != "") next
  if (pending $0 != "") instruction(pending $0)
  pending = ""
}
END { if (failed) exit 1 }
