/* Its first thread ends and another stays, as in a killed process that the disk does not let go of yet. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *stay(void *unused) {
  pause();
  return unused;
}

int main(void) {
  pthread_t other;
  pthread_create(&other, NULL, stay, NULL);
  puts("open");
  fflush(stdout);
  pthread_exit(NULL);
}
