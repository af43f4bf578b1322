ARG SET=alpine EMPTY="" FILE=a/b/c.tar.gz
FROM ${UNSET-debian:12} AS dash
FROM ${EMPTY-x}${EMPTY:-debian:11} AS colon-dash
FROM a${EMPTY+b}${SET:+c}${UNSET:+d}${EMPTY:+e} AS plus
FROM ${FILE##*/}:${FILE%%/*}-${FILE#*/b/}-${FILE%.*} AS never
