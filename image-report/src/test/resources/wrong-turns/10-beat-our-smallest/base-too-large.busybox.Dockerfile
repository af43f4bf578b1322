FROM alpine:3.24
RUN mkdir /www && echo 'Hello, World!' >/www/index.html
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["httpd", "-f", "-p", "8080", "-h", "/www"]
