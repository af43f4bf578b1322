# Title: Without the debugger's tables
# Improves on: go/multi-stage-scratch
# Chapter: 5. Smaller binaries
# Recommended: yes
# Topic: size
# At most: 8 MB
#
# A third of a Go binary isn't the program. -s leaves out the symbol table and, since Go 1.22, the debug information
# (DWARF) as well; older versions also need -w. Stack traces still name functions and lines, because Go keeps a table of
# its own. But delve finds no variables, and perf no names. -trimpath leaves out the path where it was built.
# -funcalign=16 aligns functions at 16 bytes instead of the 32 that some Intel processors prefer. In your own project,
# leave it out, unless each kilobyte counts.

FROM golang:1.27 AS build
WORKDIR /src
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod main.go ./
# CGO_ENABLED=0 links statically: the binary needs no C library, so it runs on any base image.
# touch sets a fixed time: the same source then gives the same layer, byte for byte, whenever it is built.
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -funcalign=16" -o /webserver . && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=build /webserver /webserver
# A number: the image has no /etc/passwd to look a name up in.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell.
ENTRYPOINT ["/webserver"]
