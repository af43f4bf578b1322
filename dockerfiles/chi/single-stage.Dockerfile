# Title: One stage, now with dependencies
# Chapter: 8. The cache
# Builder: buildkit
# Needs: package repositories
# Secret: ca-certificates
# Not required: nonRoot, noShell, noPackageManager, noCompiler, noSetuid, noSourceCode
#
# A service as most are: a router, a logger, metrics. Where nearly everyone starts, everything travels along: compiler,
# git, and now also the source code of every library. One more thing is wrong here: whatever changes, one letter in
# main.go, all libraries are downloaded and compiled again.

FROM golang:1.27
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod go.sum main.go ./
# touch: as in the next steps, whose layers are the same whenever they are built. This one is never the same twice, since
# it has the compiler's cache and the libraries, too.
# Without `--secret` this mount is nothing, and the certificates of the image count. Behind a company's proxy that reads
# along, add `--secret id=ca-certificates,src=/etc/ssl/certs/ca-certificates.crt`: for this one command the machine's own
# lie in their place, and in no layer.
RUN --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
# Says which port is meant; it opens nothing. That is what `docker run -p 8080:8080` does.
EXPOSE 8080
# A list, not a string: a string would start a shell, and SIGTERM would reach the shell instead of the program.
CMD ["/webserver"]
