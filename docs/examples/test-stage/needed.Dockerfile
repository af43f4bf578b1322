# Title: Tests that the image needs
#
# The same, and one line more: the last stage takes an empty file from the tests. There is no image without them.

FROM alpine:3.24 AS test
RUN echo 'Hello, Word!' | grep 'Hello, World!' && touch /tests-passed

FROM alpine:3.24
COPY --from=test /tests-passed /
RUN echo 'the program' >/program
