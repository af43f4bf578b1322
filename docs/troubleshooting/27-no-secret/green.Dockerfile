# The build gets it: docker build --secret id=token,src=FILE. And required=true says by name what is missing.
# Builder: buildkit
# Build: --secret id=token,src=docs/troubleshooting/27-no-secret/token.txt
FROM alpine:3.24
RUN --mount=type=secret,id=token,required=true cat /run/secrets/token >/dev/null && echo used >/said
CMD ["cat", "/said"]
