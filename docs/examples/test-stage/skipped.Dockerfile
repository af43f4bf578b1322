# Title: Tests that nobody needs
#
# The test fails. BuildKit builds the image anyway, because the last stage copies nothing from the test stage.

FROM alpine:3.24 AS test
RUN echo 'Hello, Word!' | grep 'Hello, World!'

FROM alpine:3.24
RUN echo 'the program' >/program
