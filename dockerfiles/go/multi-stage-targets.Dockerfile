# Title: Development, tests and production from one file
# Improves on: go/multi-stage-scratch
# Chapter: 14. Tests in stages
# Topic: tests
# At most: 12 MB
#
# `docker build --target dev` gives you an image with the compiler, `--target test` runs the tests, and without a target
# you get the last stage, production. The trap: BuildKit skips stages that the last one doesn't need, so failing tests
# wouldn't stop the build. One line fixes that: the build stage copies a file from the test stage.

# What the next three stages have in common is written once. CGO_ENABLED=0 links statically: the binary needs no C
# library, so it runs on any base image.
FROM golang:1.27 AS go
ENV CGO_ENABLED=0
WORKDIR /src

FROM go AS dev
# Run it with your source code mounted: docker run -it -p 8080:8080 -v "$PWD/webserver-go:/src" IMAGE
CMD ["go", "run", "."]

FROM go AS test
# Copy files by name, not with `COPY . .`: a changed test must not trigger a rebuild.
COPY go.mod main.go main_test.go ./
RUN go vet . && go test . && touch /tests-passed

FROM go AS build
# This line makes the tests count: the stage needs a file from them. The file itself is empty.
COPY --from=test /tests-passed /
COPY go.mod main.go ./
# touch sets a fixed time: the same source then gives the same layer, byte for byte, whenever it is built.
RUN go build -o /webserver . && touch -d 2026-01-01 /webserver

FROM scratch AS prod
COPY --from=build /webserver /webserver
# A number: the image has no /etc/passwd to look a name up in.
USER 65532:65532
EXPOSE 8080
# Exec form: the image has no shell.
ENTRYPOINT ["/webserver"]
