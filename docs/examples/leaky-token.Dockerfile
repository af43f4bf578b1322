# Title: How a token stays in an image
# Builder: buildkit
# Secret: ca-certificates
#
# Don't copy this: the image contains the token twice, although the file is deleted. Compare
# dockerfiles/chi/multi-stage-private.Dockerfile; dockerfiles/git-server/README.md says how to build both.

FROM golang:1.27
ENV GOPRIVATE=git.example.com
WORKDIR /src
COPY private/go.mod private/go.sum ./
# First leak: the history records this argument and its value with each RUN below. Anybody who can pull the image can
# read it with docker history.
ARG TOKEN
# Second leak: the file stays in this layer, whatever later layers do.
RUN echo "machine git.example.com login reader password $TOKEN" > /root/.netrc
RUN --mount=type=secret,id=ca-certificates,target=/etc/ssl/certs/ca-certificates.crt \
    go mod download
# Too late: a later layer can only hide the file.
RUN rm /root/.netrc
COPY main.go private/platform.go ./
RUN CGO_ENABLED=0 go build -o /webserver .
CMD ["/webserver"]
