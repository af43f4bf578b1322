# Pass it: docker build --secret id=token,src=FILE. With required=true, a missing secret is an error that names it.
# Builder: buildkit
# Build: --secret id=token,src=docs/troubleshooting/27-no-secret/token.txt
FROM alpine:3.24
RUN --mount=type=secret,id=token,required=true cat /run/secrets/token >/dev/null && echo used >/said
CMD ["cat", "/said"]
