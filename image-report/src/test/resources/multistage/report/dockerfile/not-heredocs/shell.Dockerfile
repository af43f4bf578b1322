FROM debian:12 AS one
RUN cat <<<EOF
RUN echo $((1<<2)) '<<EOF' \<<EOF
ENV A="<<EOF"
CMD cat <<EOF
FROM alpine:3.22 AS two
