# Title: A download that has to be the expected one
# Builder: buildkit

FROM scratch AS right
ADD --checksum=sha256:dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f \
    http://localhost:8094/ /hello.txt
CMD ["nothing"]

FROM scratch AS wrong
ADD --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 \
    http://localhost:8094/ /hello.txt
