# FROM takes this for an image, and image names have no capital letters.
FROM Alpine:3.24
CMD ["echo", "started"]
