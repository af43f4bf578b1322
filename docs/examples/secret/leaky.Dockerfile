# Title: A token as an argument, and in a file that is deleted
#
# Don't copy this: the image contains the token twice. leaky-token.Dockerfile does the same with a real download.

FROM alpine:3.24
ARG TOKEN
RUN echo "machine git.example.com login reader password $TOKEN" >/root/.netrc
# Stands for a download that needs the token.
RUN wc -c </root/.netrc >/download
RUN rm /root/.netrc
