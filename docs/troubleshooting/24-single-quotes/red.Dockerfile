# Not JSON, which needs double quotes. So Docker takes this for shell form.
FROM alpine:3.24
CMD ['echo', 'started']
