FROM --platform=$BUILDPLATFORM alpine:3.22@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS one
FROM registry.example.com:5000/team/app AS two
