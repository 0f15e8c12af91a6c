// The source of bin/prebuilt-glibc, a program that this example takes in as it is; it needs a C library:
// gcc -Os -s -Wl,--build-id=none -o bin/prebuilt-glibc server.c
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static void stop(int signal) {
    (void)signal;
    _exit(0);
}

static void answer(int client) {
    char request[1024] = {0}, reply[256];
    if (read(client, request, sizeof request - 1) <= 0) return;
    int home = !strncmp(request, "GET / ", 6), healthy = !strncmp(request, "GET /healthz ", 13);
    const char *body = home ? "hello from a program that needs glibc\n" : healthy ? "ok\n" : "not found\n";
    int length = snprintf(reply, sizeof reply,
                          "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
                          home || healthy ? "200 OK" : "404 Not Found", strlen(body), body);
    if (write(client, reply, (size_t)length) != length) perror("write");
}

int main(void) {
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons(8080)};
    signal(SIGTERM, stop);
    signal(SIGPIPE, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&any, sizeof any) || listen(listener, 16)) {
        perror("listen");
        return 1;
    }
    for (;;) {
        int client = accept(listener, 0, 0);
        if (client < 0) continue;
        struct timeval patience = {.tv_sec = 3};
        setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        answer(client);
        close(client);
    }
}
