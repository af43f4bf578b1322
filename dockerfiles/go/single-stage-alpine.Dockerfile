# Title: One stage, on Alpine
# Improves on: go/single-stage
# Chapter: 2. The single stage
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode
#
# The same file with another tag: Alpine instead of Debian underneath, so no gcc, git and perl, and far fewer bytes.
# It is the cheapest step there is, one word, and it stops half-way: what is left is nearly all Go compiler, which the
# running program has no use for.

FROM golang:1.27-alpine
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod main.go ./
# CGO_ENABLED=0: without C libraries, so that the binary runs anywhere, also where there are none.
# touch: with a fixed time, the layers of the next steps are the same whenever they are built. This layer is never the
# same twice: it has the compiler's cache, too, and BusyBox' touch keeps the time of day, unless one is named as well.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
# Says which port is meant; it opens nothing. That is what `docker run -p 8080:8080` does.
EXPOSE 8080
# A list, not a string: a string would start a shell, and SIGTERM would reach the shell instead of the program.
CMD ["/webserver"]
