# Title: One stage, now with dependencies
# Chapter: 8. The cache
# Topic: size
# Builder: buildkit
# Needs: package repositories
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode
#
# A typical service: a router, a logger, metrics. In a single stage, everything ships with it: compiler, git, and now
# the source code of every library as well. There is one more flaw: after any change, even one letter in main.go, all
# libraries are downloaded and compiled again.

FROM golang:1.27
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod go.sum main.go ./
# touch sets a fixed time, which makes the layers of the next steps reproducible. This layer isn't: it also has the
# compiler's cache and the libraries.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
# Documents the port. It opens nothing; `docker run --publish 8080:8080` does.
EXPOSE 8080
# Exec form. The shell form would start a shell, and SIGTERM would reach that shell instead of the program.
CMD ["/webserver"]
