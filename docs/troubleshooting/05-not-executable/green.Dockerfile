# COPY --chmod=755 works as well (BuildKit). To record it in Git: git update-index --chmod=+x start.sh
FROM alpine:3.24
RUN printf '#!/bin/sh\necho started\n' >/start.sh && chmod 755 /start.sh
ENTRYPOINT ["/start.sh"]
