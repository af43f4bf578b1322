# An image's name has no capitals, and FROM takes this for one.
FROM Alpine:3.24
CMD ["echo", "started"]
