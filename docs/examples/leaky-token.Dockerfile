# Title: How a token stays in an image
# Builder: buildkit
# Secret: ca-certificates
#
# Not a step but a failure to look at: the token is found twice in what this builds, though it looks tidied up. Compare
# dockerfiles/chi/multi-stage-private.Dockerfile; dockerfiles/git-server/README.md says how to build both.

FROM golang:1.27
ENV GOPRIVATE=git.example.com
WORKDIR /src
COPY private/go.mod private/go.sum ./
# First leak: the history notes the arguments of each RUN below, with their values. Whoever can pull the image can read
# it, with docker history.
ARG TOKEN
# Second leak: this file is in this layer, whatever later ones do.
RUN echo "machine git.example.com login reader password $TOKEN" > /root/.netrc
RUN --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    go mod download
# Too late: a layer on top can only hide it.
RUN rm /root/.netrc
COPY main.go private/platform.go ./
RUN CGO_ENABLED=0 go build -o /webserver .
CMD ["/webserver"]
