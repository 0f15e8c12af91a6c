// Sums up its own program again and again until it is told to stop: with a shared library of Debian's.
#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include <unistd.h>
#include <zlib.h>

int main() {
    std::signal(SIGTERM, [](int) { _exit(0); });
    for (;;) {
        std::ifstream file("/proc/self/exe", std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
        const auto* start = reinterpret_cast<const Bytef*>(bytes.data());
        std::cout << std::hex << crc32(0, start, static_cast<uInt>(bytes.size())) << std::endl;
        sleep(10);
    }
}
