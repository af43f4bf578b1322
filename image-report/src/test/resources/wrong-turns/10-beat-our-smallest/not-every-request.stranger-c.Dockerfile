FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev
COPY <<'EOF' /server.c
#include <string.h>
#include <unistd.h>
#include <netinet/in.h>
#include <sys/socket.h>

int main(void) {
  const char *answer = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\nConnection: close\r\n\r\nHello, World!\n";
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(8080)};
  int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  bind(listener, (struct sockaddr *) &address, sizeof address);
  listen(listener, 16);
  for (;;) {
    char request[4096];
    int client = accept(listener, 0, 0);
    read(client, request, sizeof request);
    write(client, answer, strlen(answer));
    close(client);
  }
}
EOF
RUN gcc -Os -static -s -o /server /server.c && touch -d 2026-01-01 /server

FROM scratch
COPY --from=build /server /server
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/server"]
