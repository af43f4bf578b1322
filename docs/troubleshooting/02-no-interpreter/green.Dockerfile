# A shell that the base image has.
FROM alpine:3.24
RUN printf '#!/bin/sh\necho started\n' >/start.sh && chmod +x /start.sh
ENTRYPOINT ["/start.sh"]
