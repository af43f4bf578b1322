# Another solution of exercise 08, also for the classic builder: the token is in a stage that isn't the last. So it is in no
# image, but it stays in the build cache of the machine that built it.

FROM alpine:3.24 AS fetch
COPY token fetch-licence.sh ./
RUN ./fetch-licence.sh token >licence

FROM alpine:3.24
COPY --from=fetch /licence /app/licence
CMD ["cat", "/app/licence"]
