use std::net::TcpListener;

fn main() {
    let listener = TcpListener::bind(("0.0.0.0", mini::PORT)).unwrap();
    for _ in listener.incoming() {}
}
