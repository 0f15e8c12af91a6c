// Works, sleeps and works again until it is told to stop.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void stop(int signal) {
    (void)signal;
    _exit(0);
}

int main(void) {
    signal(SIGTERM, stop);
    for (unsigned long turn = 1;; turn++) {
        printf("turn %lu\n", turn);
        fflush(stdout);
        sleep(10);
    }
}
