FROM debian:trixie-slim
RUN useradd --system app
WORKDIR /data
RUN chown app /data
COPY count.sh /count.sh
USER app
CMD ["/count.sh"]
