# Title: Development, tests and production from one file
# Improves on: go/multi-stage-scratch
# Chapter: 10. Tests in stages
#
# `docker build --target dev` gives a shell with the compiler, `--target test` runs the tests, and without a target
# comes the last stage, production. The trap: BuildKit skips a stage that nobody needs, and then a red test stops
# nothing. The cure is one line: the build takes a file from the test stage, so there is no image without tests that
# passed.

FROM golang:1.27 AS dev
WORKDIR /src
# docker run -it -p 8080:8080 -v "$PWD/webserver-go:/src" IMAGE: the source comes from outside and may change.
CMD ["go", "run", "."]

FROM golang:1.27 AS test
WORKDIR /src
COPY go.mod main.go main_test.go ./
RUN CGO_ENABLED=0 go vet . && CGO_ENABLED=0 go test . && touch /tests-passed

FROM golang:1.27 AS build
WORKDIR /src
# The line that makes the tests count. The file is empty; it is only there to be needed.
COPY --from=test /tests-passed /
# Files are named, never `COPY . .`: a changed README must not cost a new build.
COPY go.mod main.go ./
# CGO_ENABLED=0: without C libraries, so that the binary runs anywhere, also where there are none.
# touch: the same source gives the same layer, to the byte, whenever it is built.
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM scratch AS prod
COPY --from=build /webserver /webserver
# By number: there is no /etc/passwd here that could give a name a meaning.
USER 65532:65532
EXPOSE 8080
# As a list: there is no shell here that could take a string apart.
ENTRYPOINT ["/webserver"]
