FROM debian:12 AS base
ONBUILD COPY --from=another:2 / /
FROM base
