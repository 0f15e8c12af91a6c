// Answers `/` and `/healthz` with what the C library brings, and ends on SIGTERM.
import Glibc

signal(SIGTERM) { _ in _exit(0) }
signal(SIGPIPE, SIG_IGN)

let port = getenv("PORT").flatMap { UInt16(String(cString: $0)) } ?? 8080
let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
var yes: Int32 = 1
setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))

var address = sockaddr_in()
address.sin_family = sa_family_t(AF_INET)
address.sin_port = port.bigEndian
let bound = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
}
guard bound == 0, listen(server, 64) == 0 else {
    perror("listen")
    exit(1)
}
print("listening on port \(port)")

func answer(_ path: Substring) -> (status: String, text: String) {
    switch path {
    case "/": ("200 OK", "hello from swift-http\n")
    case "/healthz": ("200 OK", "ok\n")
    default: ("404 Not Found", "not found\n")
    }
}

while true {
    let client = accept(server, nil, nil)
    guard client >= 0 else { continue }
    var request = [UInt8](repeating: 0, count: 4096)
    let count = read(client, &request, request.count)
    let words = String(decoding: request.prefix(max(count, 0)), as: UTF8.self).split(separator: " ", maxSplits: 2)
    let (status, text) = answer(words.count > 1 ? words[1] : "")
    let response = "HTTP/1.1 \(status)\r\nContent-Type: text/plain\r\nContent-Length: \(text.utf8.count)\r\nConnection: close\r\n\r\n\(text)"
    _ = Array(response.utf8).withUnsafeBytes { write(client, $0.baseAddress, $0.count) }
    close(client)
}
