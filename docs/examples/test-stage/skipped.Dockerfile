# Title: Tests that nobody needs
#
# The test is red. BuildKit builds the image all the same, since its last stage takes nothing from the stage above.

FROM alpine:3.24 AS test
RUN echo 'Hello, Word!' | grep 'Hello, World!'

FROM alpine:3.24
RUN echo 'the program' >/program
