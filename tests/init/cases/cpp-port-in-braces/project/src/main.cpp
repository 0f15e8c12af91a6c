#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

int main() {
    constexpr int kPort {56789};
    int server {socket(AF_INET, SOCK_STREAM, 0)};
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(kPort);
    bind(server, reinterpret_cast<sockaddr *>(&address), sizeof(address));
    listen(server, 8);
    for (;;) {
        close(accept(server, nullptr, nullptr));
    }
}
