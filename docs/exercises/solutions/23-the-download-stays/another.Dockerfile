# Another solution of exercise 23.

FROM alpine:3.24
WORKDIR /app
COPY install.sh ./
RUN ./install.sh && rm -r /var/cache/installer
COPY program.sh ./
CMD ["/app/program.sh"]
