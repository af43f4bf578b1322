FROM golang:1.27
WORKDIR /src
COPY go.mod main.go ./
RUN CGO_ENABLED=0 go build -o /webserver . && touch -d 2026-01-01 /webserver
# The compiler and its caches are not needed any more.
RUN rm -rf /usr/local/go /go /root/.cache /src
RUN apt-get purge --yes --auto-remove gcc g++ make git ; rm -rf /var/lib/apt/lists/*
EXPOSE 8080
CMD ["/webserver"]
