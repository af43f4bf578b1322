# Reads Dockerfiles and prints the images that they take from elsewhere: FROM, COPY --from and RUN --mount=from, without
# stages, scratch and repetitions.

function fail(what) {
  printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
  failed = 1
  exit 1
}
# With ARGs that have a default before the first FROM, as the Dockerfile reference says.
function resolved(text,   name, default_value, match_text) {
  while (match(text, /\$(\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\}|[A-Za-z_][A-Za-z0-9_]*)/)) {
    match_text = substr(text, RSTART + 1, RLENGTH - 1)
    default_value = ""
    gsub(/[{}]/, "", match_text)
    name = match_text
    if (index(match_text, ":-")) {
      name = substr(match_text, 1, index(match_text, ":-") - 1)
      default_value = substr(match_text, index(match_text, ":-") + 2)
    }
    if (args[name] != "") default_value = args[name]
    if (default_value == "") fail("the image in FROM depends on ARG " name ", which has no default before the first FROM")
    text = substr(text, 1, RSTART - 1) default_value substr(text, RSTART + RLENGTH)
  }
  return text
}
function image(name) {
  name = resolved(name)
  if (name == "scratch" || name ~ /^[0-9]+$/ || tolower(name) in stages) return
  sub(/^docker\.io\//, "", name)
  sub(/^library\//, "", name)
  if (name !~ /@/ && name !~ /:[^\/]*$/) name = name ":latest"
  if (!(name in seen)) print name
  seen[name] = 1
}
function instruction(line,   words, count, i, word) {
  count = split(line, words, /[ \t]+/)
  word = toupper(words[1])
  if (word == "ARG" && !in_stage) {
    i = index(words[2], "=")
    if (i) {
      args[substr(words[2], 1, i - 1)] = substr(words[2], i + 1)
      gsub(/["\047]/, "", args[substr(words[2], 1, i - 1)])
    }
  } else if (word == "FROM") {
    in_stage = 1
    i = 2
    while (words[i] ~ /^--/) i++
    image(words[i])
    if (toupper(words[i + 1]) == "AS") stages[tolower(words[i + 2])] = 1
  } else if (word == "COPY" || word == "RUN") {
    for (i = 2; words[i] ~ /^--/; i++) {
      if (words[i] ~ /^--from=/) image(substr(words[i], 8))
      else if (match(words[i], /^--mount=.*[=,]from=[^,]+/)) {
        sub(/^.*[=,]from=/, "", words[i])
        sub(/,.*/, "", words[i])
        image(words[i])
      }
    }
  }
}
FNR == 1 {
  for (i in args) delete args[i]
  for (i in stages) delete stages[i]
  in_stage = 0
  pending = ""
}
{ sub(/\r$/, "") }
/^[ \t]*#/ { next }
{
  sub(/^[ \t]+/, "")
  if ($0 ~ /\\[ \t]*$/) { sub(/\\[ \t]*$/, " "); pending = pending $0; next }
  if (pending $0 != "") instruction(pending $0)
  pending = ""
}
END { if (failed) exit 1 }
