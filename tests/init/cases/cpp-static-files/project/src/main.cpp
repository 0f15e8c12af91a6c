#include <arpa/inet.h>
#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/socket.h>

static std::string setting(const char* name, const char* fallback) {
    const char* value = std::getenv(name);
    return value ? value : fallback;
}

int main() {
    std::ifstream page("static/index.html");
    int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(std::stoi(setting("PASTE_PORT", "9090")));
    return bind(server, reinterpret_cast<sockaddr*>(&address), sizeof address) + listen(server, 8) + !page;
}
