# Title: Tests that the image needs
#
# The same with one more line: the last stage copies an empty file from the tests. Without passing tests, there is no
# image.

FROM alpine:3.24 AS test
RUN echo 'Hello, Word!' | grep 'Hello, World!' && touch /tests-passed

FROM alpine:3.24
COPY --from=test /tests-passed /
RUN echo 'the program' >/program
