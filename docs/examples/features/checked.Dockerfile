# Title: Five mistakes that build

FROM alpine:3.24 as Build
ARG API_TOKEN
WORKDIR src

FROM alpine:3.24
COPY --from=build /etc/alpine-release /
ENTRYPOINT echo $HOME
