# Title: One stage, the whole toolchain
# Chapter: 2. The single stage
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode
#
# Where nearly everyone starts: the image that can build the program also runs it. It is easy to write and it works,
# but the compiler, its cache, the source code and a complete Debian travel along to every machine that only wants to
# run one file, and the program runs as root.

FROM golang:1.27
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod main.go ./
# CGO_ENABLED=0: without C libraries, so that the binary runs anywhere, also where there are none.
# touch: with a fixed time, the layers of the next steps are the same whenever they are built. This layer is never the
# same twice, since it has the compiler's cache, too.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
# Says which port is meant; it opens nothing. That is what `docker run -p 8080:8080` does.
EXPOSE 8080
# A list, not a string: a string would start a shell, and SIGTERM would reach the shell instead of the program.
CMD ["/webserver"]
