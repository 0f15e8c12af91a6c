fn main() {
    let env = |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.to_string());
    let server = tiny_http::Server::http(env("RACKD_LISTEN", "127.0.0.1:8420")).expect("an address");
    let _peer = env("RACKD_REDIS_ADDR", "127.0.0.1:6379");
    for request in server.incoming_requests() {
        let _ = request.respond(tiny_http::Response::from_string("ok"));
    }
}
