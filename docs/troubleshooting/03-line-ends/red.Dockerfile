# Windows line endings: the kernel looks for an interpreter whose name ends with a carriage return.
FROM alpine:3.24
RUN printf '#!/bin/sh\r\necho started\r\n' >/start.sh && chmod +x /start.sh
ENTRYPOINT ["/start.sh"]
