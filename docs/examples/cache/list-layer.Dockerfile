# Title: Downloads in a layer
#
# After one more line in libraries.txt, the step runs again and finds nothing.

FROM alpine:3.24
WORKDIR /src
COPY libraries.txt ./
# Stands for a package manager: it downloads what it doesn't have yet.
RUN mkdir /cache && for library in $(cat libraries.txt); do \
      [ -e "/cache/$library" ] || { echo "$library" | tee "/cache/$library" >>/downloads; }; \
    done
