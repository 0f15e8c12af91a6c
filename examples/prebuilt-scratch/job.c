// The source of bin/job, a program that this example takes in as it is:
// musl-gcc -static -Os -s -Wl,--build-id=none -o bin/job job.c
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void stop(int signal) {
    (void)signal;
    _exit(0);
}

// Works, sleeps and works again until it is told to stop.
int main(void) {
    signal(SIGTERM, stop);
    for (unsigned long turn = 1;; turn++) {
        printf("turn %lu\n", turn);
        fflush(stdout);
        sleep(10);
    }
}
