#include <netinet/in.h>
#include <sys/socket.h>

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(9999)};
    int server = socket(AF_INET, SOCK_STREAM, 0);
    return bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 16);
}
