# Title: Without the debugger's tables
# Improves on: go/multi-stage-scratch
# Chapter: 5. Smaller binaries
#
# A third of a Go binary is not the program: DWARF (-w) and the symbol table (-s) are there for debuggers, and padding
# puts every function on a multiple of 32 bytes, which some Intel processors like better than 16 (-funcalign). Stack
# traces of a panic still name functions and lines, as Go keeps a table of its own for them; but delve finds no
# variables any more, and perf no names. -trimpath makes the paths in stack traces relative, so that a binary doesn't
# tell where it was built.

FROM golang:1.27 AS build
WORKDIR /src
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod main.go ./
# CGO_ENABLED=0: without C libraries, so that the binary runs anywhere, also where there are none.
# touch: the same source gives the same layer, to the byte, whenever it is built.
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -funcalign=16" -o /webserver . && touch -d 2026-01-01 /webserver

FROM scratch
COPY --from=build /webserver /webserver
# By number: there is no /etc/passwd here that could give a name a meaning.
USER 65532:65532
EXPOSE 8080
# As a list: there is no shell here that could take a string apart.
ENTRYPOINT ["/webserver"]
