FROM debian:12
COPY <<first <<-"second" /x/
FROM inside:1
second
first
	FROM inside:2
	second
RUN [ "sh", "-c", "cat <<EOF" ]
FROM alpine:3.22
