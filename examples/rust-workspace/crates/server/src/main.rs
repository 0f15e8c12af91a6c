//! An HTTP server on the standard library alone: one short answer to a connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;
use std::{env, thread};

use signal_hook::consts::SIGTERM;
use signal_hook::iterator::Signals;

const WORKERS: usize = 4;
const TIMEOUT: Duration = Duration::from_secs(2);
const HEAD_LIMIT: u64 = 8 * 1024;

fn main() -> io::Result<()> {
    let port = match env::var("PORT") {
        Ok(port) => port.parse().expect("PORT must be a port number"),
        Err(_) => 8080,
    };
    // A process 1 without a handler would never see the signal.
    let mut signals = Signals::new([SIGTERM])?;
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, port))?;
    println!("listening on {}", listener.local_addr()?);

    for _ in 0..WORKERS {
        let listener = listener.try_clone()?;
        thread::spawn(move || {
            loop {
                // A client that goes away or sends nonsense is no concern of the next one.
                let _ = listener.accept().and_then(|(stream, _)| answer(&stream));
            }
        });
    }

    signals.forever().next();
    Ok(())
}

fn answer(mut stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;

    let mut head = BufReader::new(stream).take(HEAD_LIMIT).lines();
    let request = head.next().transpose()?.unwrap_or_default();
    // Read to its end: closing a socket with unread bytes resets the connection.
    for line in head {
        if line?.is_empty() {
            break;
        }
    }

    let mut words = request.split(' ');
    let (status, body) = match (words.next(), words.next()) {
        (Some("GET"), Some("/")) => ("200 OK", greeting::hello("rust-workspace")),
        (Some("GET"), Some("/healthz")) => ("200 OK", "ok\n".to_owned()),
        _ => ("404 Not Found", "not found\n".to_owned()),
    };
    let length = body.len();
    let response = format!(
        "HTTP/1.1 {status}\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\
         Content-Length: {length}\r\n\
         Connection: close\r\n\
         \r\n\
         {body}"
    );
    stream.write_all(response.as_bytes())
}
