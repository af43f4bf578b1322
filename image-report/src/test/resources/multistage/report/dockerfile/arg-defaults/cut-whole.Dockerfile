ARG FILE=a/b/c.tar.gz TEXT=banana
FROM ${FILE##*/} AS longest-beginning
FROM ${FILE#*/} AS shortest-beginning
FROM ${FILE%%.*} AS longest-end
FROM ${FILE%.*} AS shortest-end
FROM ${TEXT/an/o} AS first
FROM ${TEXT//an/o} AS all
FROM ${TEXT//?/x} AS single
FROM "${TEXT/b*/}${UNSET:-"${FILE/\//-}"}" AS nested
