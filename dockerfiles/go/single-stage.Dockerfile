# Title: One stage, the whole toolchain
# Chapter: 2. The single stage
# Topic: size
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode
#
# Where nearly everyone starts: the image that builds the program also runs it. That is easy to write, and it works. But
# the compiler, its cache, the source code and a whole Debian ship to every machine that only has to run one file. And
# the program runs as root.

FROM golang:1.27
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod main.go ./
# CGO_ENABLED=0 links statically: the binary needs no C library, so it runs on any base image.
# touch sets a fixed time, which makes the layers of the next steps reproducible. This layer isn't: it also has the
# compiler's cache.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
# Documents the port. It opens nothing; `docker run --publish 8080:8080` does.
EXPOSE 8080
# Exec form. The shell form would start a shell, and SIGTERM would reach that shell instead of the program.
CMD ["/webserver"]
