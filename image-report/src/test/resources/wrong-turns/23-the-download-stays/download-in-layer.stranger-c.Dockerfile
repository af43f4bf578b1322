FROM alpine:3.24
WORKDIR /app
# A volume is not part of the image.
VOLUME /var/cache/installer
COPY install.sh ./
RUN ./install.sh
COPY program.sh ./
CMD ["/app/program.sh"]
