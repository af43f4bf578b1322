# The script exists. bash doesn't.
FROM alpine:3.24
RUN printf '#!/bin/bash\necho started\n' >/start.sh && chmod +x /start.sh
ENTRYPOINT ["/start.sh"]
