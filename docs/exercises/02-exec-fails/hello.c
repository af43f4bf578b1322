#include <stdio.h>

int main(void) {
  puts("Hello from a container of one file!");
  return 0;
}
