FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
COPY hello.c ./

FROM scratch
COPY --from=build /hello.c /
RUN gcc -o /hello hello.c
ENTRYPOINT ["/hello"]
