use std::net::TcpStream;

fn main() {
    let stream = TcpStream::connect("chat.example.com:7000").unwrap();
    talk::say(stream);
}
