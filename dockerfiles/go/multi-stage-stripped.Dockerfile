# Title: Without the debugger's tables and HTTP/2
# Improves on: go/multi-stage-scratch
# Chapter: 5. Smaller binaries
# Use for: Go without TLS or time zones
# Topic: size
# At most: 8 MB
#
# A third of a Go binary isn't the program. -s leaves out the symbol table and, since Go 1.22, the debug information
# (DWARF) as well; older versions also need -w. Stack traces still name functions and lines, because Go keeps a table of
# its own. But delve finds no variables, and perf no names. -trimpath leaves out the path where it was built.
# The build tag nethttpomithttp2 leaves out HTTP/2, which this server doesn't offer. In your own project, leave the tag
# out if your program serves HTTP/2, or calls servers that speak only HTTP/2. Calls over TLS also need CA certificates.

FROM golang:1.27 AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod main.go ./
# CGO_ENABLED=0 links statically: the binary needs no C library, so it runs on any base image.
# touch sets a fixed time: the same source then gives the same layer, byte for byte, whenever it is built.
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -tags=nethttpomithttp2 -o /webserver . \
 && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=build /webserver /webserver
# A number: the image has no /etc/passwd to look a name up in.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell.
ENTRYPOINT ["/webserver"]
