use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let listener = std::net::TcpListener::bind("0.0.0.0:7000")?;
    for stream in listener.incoming() {
        let mut stream = stream?;
        let _ = stream.read(&mut [0; 1024]);
        stream.write_all(b"HTTP/1.0 200 OK\r\n\r\nhello from rust\n")?;
    }
    Ok(())
}
