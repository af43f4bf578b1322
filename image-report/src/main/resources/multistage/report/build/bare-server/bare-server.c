/*
 * Answers every connection with 200 and does nothing else: how long its
 * container takes to the first answer is what the engine itself takes.
 */
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

static void end(int number) { _exit(0); }

int main(void) {
  /* Process 1 gets no signal that it doesn't ask for. */
  signal(SIGTERM, end);
  /* A client that has gone is no reason to end. */
  signal(SIGPIPE, SIG_IGN);

  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in anyone = {.sin_family = AF_INET, .sin_port = htons(8080)};
  if (listener < 0 || bind(listener, (struct sockaddr *)&anyone, sizeof anyone) < 0 ||
      listen(listener, 16) < 0) {
    perror("port 8080");
    return 1;
  }
  for (;;) {
    int client = accept(listener, NULL, NULL);
    char request[1024];
    /* Closing on a request that wasn't read would take the answer back. */
    if (client >= 0 && read(client, request, sizeof request) > 0) {
      if (write(client, answer, sizeof answer - 1) < 0) perror("answer");
    }
    if (client >= 0) close(client);
  }
}
