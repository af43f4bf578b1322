# Title: Downloads in a cache mount
# Builder: buildkit
#
# After one more line in libraries.txt, the step runs again and finds what it downloaded before.

FROM alpine:3.24
WORKDIR /src
COPY libraries.txt ./
# Stands for a package manager: it downloads what it doesn't have yet.
RUN --mount=type=cache,id=course-libraries,target=/cache for library in $(cat libraries.txt); do \
      [ -e "/cache/$library" ] || { echo "$library" | tee "/cache/$library" >>/downloads; }; \
    done
