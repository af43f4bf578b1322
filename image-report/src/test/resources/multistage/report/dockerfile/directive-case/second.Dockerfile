# escape=`
# Escape=\
FROM scratch
