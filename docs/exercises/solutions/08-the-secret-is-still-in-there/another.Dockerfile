# Another solution of exercise 08, which works with the classic builder as well. Only an earlier stage contains the token. So it
# isn't in the image, but it stays in the build cache of the machine that built it.

FROM alpine:3.24 AS fetch
COPY token fetch-licence.sh ./
RUN ./fetch-licence.sh token >licence

FROM alpine:3.24
COPY --from=fetch /licence /app/licence
CMD ["cat", "/app/licence"]
