FROM alpine:3.22 AS Base
FROM Base
