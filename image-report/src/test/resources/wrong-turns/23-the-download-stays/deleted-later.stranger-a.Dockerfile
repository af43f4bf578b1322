FROM alpine:3.24
WORKDIR /app
COPY install.sh ./
RUN ./install.sh
# Clean up.
RUN rm -rf /var/cache/installer
COPY program.sh ./
CMD ["/app/program.sh"]
