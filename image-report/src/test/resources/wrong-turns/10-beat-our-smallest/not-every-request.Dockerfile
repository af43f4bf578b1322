FROM golang:1.27 AS build
RUN printf '#include <stdio.h>\n#include <string.h>\n#include <unistd.h>\n#include <netinet/in.h>\n#include <sys/socket.h>\nint main(void) { int s = socket(AF_INET, SOCK_STREAM, 0), y = 1; struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(8080)}; setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &y, sizeof y); bind(s, (void *)&a, sizeof a); listen(s, 9); for (;;) { int c = accept(s, 0, 0); char b[999]; read(c, b, sizeof b); const char *t = "HTTP/1.1 200 OK\\r\\nContent-Type: text/plain; charset=utf-8\\r\\nContent-Length: 13\\r\\nConnection: close\\r\\n\\r\\nHello, World!"; write(c, t, strlen(t)); close(c); } }\n' >/s.c && gcc -static -Os -s -o /webserver /s.c

FROM scratch
COPY --from=build /webserver /webserver
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/webserver"]
