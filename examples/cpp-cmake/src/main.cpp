// Answers `/` and `/healthz`, one request at a time.
#include <csignal>
#include <iostream>
#include <string>
#include <string_view>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

std::string answer(std::string_view request) {
    const bool home = request.starts_with("GET / ");
    const bool healthy = request.starts_with("GET /healthz ");
    const std::string body = home ? "hello from cpp-cmake\n" : healthy ? "ok\n" : "not found\n";
    const std::string status = home || healthy ? "200 OK" : "404 Not Found";
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace

int main() {
    std::signal(SIGTERM, [](int) { _exit(0); });
    std::signal(SIGPIPE, SIG_IGN);
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    const int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_port = htons(8080);
    if (bind(listener, reinterpret_cast<sockaddr*>(&any), sizeof any) != 0 || listen(listener, 16) != 0) {
        std::cerr << "cannot listen on port 8080\n";
        return 1;
    }
    std::cout << "listening on port 8080" << std::endl;
    for (;;) {
        const int client = accept(listener, nullptr, nullptr);
        if (client < 0) continue;
        const timeval patience{3, 0};
        setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        char buffer[1024];
        const ssize_t length = read(client, buffer, sizeof buffer);
        if (length > 0) {
            const std::string reply = answer({buffer, static_cast<std::size_t>(length)});
            if (write(client, reply.data(), reply.size()) < 0) std::cerr << "a client went away\n";
        }
        close(client);
    }
}
