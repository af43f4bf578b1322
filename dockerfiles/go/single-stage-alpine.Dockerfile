# Title: One stage, on Alpine
# Improves on: go/single-stage
# Chapter: 2. The single stage
# Topic: size
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode
#
# The same file with a different tag: Alpine instead of Debian, without gcc, git, and perl. That takes only one changed
# word and saves many bytes, but it isn't enough: nearly everything that is left is the Go compiler, which the running
# program never uses.

FROM golang:1.27-alpine
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod main.go ./
# CGO_ENABLED=0 links statically: the binary needs no C library, so it runs on any base image.
# touch sets a fixed time, which makes the layers of the next steps reproducible. This layer isn't: it also has the
# compiler's cache, and BusyBox' touch keeps the current time of day unless you name one.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
# Documents the port. It opens nothing; `docker run --publish 8080:8080` does.
EXPOSE 8080
# Exec form. The shell form would start a shell, and SIGTERM would reach that shell instead of the program.
CMD ["/webserver"]
