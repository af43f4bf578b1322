# With BuildKit also: COPY --chmod=755. Git keeps the bit: git update-index --chmod=+x start.sh
FROM alpine:3.24
RUN printf '#!/bin/sh\necho started\n' >/start.sh && chmod 755 /start.sh
ENTRYPOINT ["/start.sh"]
