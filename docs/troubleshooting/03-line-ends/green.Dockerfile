# Removed here. Better: .gitattributes with "*.sh text eol=lf".
FROM alpine:3.24
RUN printf '#!/bin/sh\r\necho started\r\n' | tr -d '\r' >/start.sh && chmod +x /start.sh
ENTRYPOINT ["/start.sh"]
