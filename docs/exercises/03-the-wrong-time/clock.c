/* What time is it in Berlin when it is noon in Greenwich, on 15 January 2026? */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(void) {
  time_t noon = 1768478400;
  char text[64];

  setenv("TZ", "Europe/Berlin", 1);
  strftime(text, sizeof text, "Noon in Greenwich is %H:%M %Z in Berlin", localtime(&noon));
  puts(text);
  return 0;
}
