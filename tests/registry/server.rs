//! A small HTTP server on this machine that answers as a test wants it to, well or badly, and remembers what it was asked.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// What was asked.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    /// By lower-case name.
    pub headers: BTreeMap<String, String>,
    pub body: String,
    /// How often the same was asked before.
    pub before: usize,
    /// The port on which it was asked.
    pub port: u16,
}

impl Request {
    /// Who asks.
    pub fn authorization(&self) -> Option<&str> {
        self.headers.get("authorization").map(String::as_str)
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub manner: Manner,
}

/// How the body is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Whole,
    /// The connection ends in the middle of it.
    Cut,
    /// Byte after byte, with pauses that never end.
    Drip,
    /// So many zeros after it, with no length announced.
    Endless(usize),
}

impl Reply {
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            manner: Manner::Whole,
        }
    }

    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub fn manner(mut self, manner: Manner) -> Self {
        self.manner = manner;
        self
    }
}

type Log = Arc<Mutex<Vec<Request>>>;

/// The server. It ends with its value.
pub struct Server {
    pub port: u16,
    log: Log,
    stop: Arc<AtomicBool>,
}

impl Server {
    pub fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (log, stop) = (Log::default(), Arc::new(AtomicBool::new(false)));
        let (answer, shared, ended) = (Arc::new(answer), Arc::clone(&log), Arc::clone(&stop));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                let (Ok(stream), answer, log) = (stream, Arc::clone(&answer), Arc::clone(&shared)) else {
                    continue;
                };
                // A client that goes away ends the conversation, and that is no failure of the server.
                thread::spawn(move || converse(stream, port, &*answer, &log).is_err());
            }
        });
        Self { port, log, stop }
    }

    /// Host and port, as an image's registry is written.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// All that was asked so far.
    pub fn log(&self) -> Vec<Request> {
        self.log.lock().unwrap().clone()
    }

    /// Method and path of all that was asked so far.
    pub fn asked(&self) -> Vec<String> {
        self.log().iter().map(|r| format!("{} {}", r.method, r.path)).collect()
    }

    /// Forgets what was asked.
    pub fn forget(&self) {
        self.log.lock().unwrap().clear();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn converse(stream: TcpStream, port: u16, answer: &dyn Fn(&Request) -> Reply, log: &Log) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    while let Some(mut request) = read(&mut reader, port)? {
        let reply = {
            let mut log = log.lock().unwrap();
            let same = |r: &&Request| r.method == request.method && r.path == request.path;
            request.before = log.iter().filter(same).count();
            log.push(request.clone());
            drop(log);
            answer(&request)
        };
        if !send(&mut stream, &request, &reply)? {
            break;
        }
    }
    Ok(())
}

fn read(reader: &mut impl BufRead, port: u16) -> std::io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (Some(method), Some(path)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|l| l.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(Request {
        method,
        path,
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
        before: 0,
        port,
    }))
}

/// Sends an answer. False when the connection is of no further use.
fn send(stream: &mut TcpStream, request: &Request, reply: &Reply) -> std::io::Result<bool> {
    let mut head = format!("HTTP/1.1 {} Said\r\n", reply.status);
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    let endless = matches!(reply.manner, Manner::Endless(_));
    if endless {
        head += "connection: close\r\n\r\n";
    } else {
        head += &format!("content-length: {}\r\n\r\n", reply.body.len());
    }
    stream.write_all(head.as_bytes())?;
    if request.method == "HEAD" {
        return Ok(!endless);
    }
    match reply.manner {
        Manner::Whole => {
            stream.write_all(&reply.body)?;
            Ok(true)
        }
        Manner::Cut => {
            stream.write_all(&reply.body[..reply.body.len() / 2])?;
            Ok(false)
        }
        Manner::Drip => {
            for byte in &reply.body {
                stream.write_all(&[*byte])?;
                thread::sleep(Duration::from_millis(100));
            }
            Ok(false)
        }
        Manner::Endless(zeros) => {
            stream.write_all(&reply.body)?;
            let block = [b'0'; 1 << 16];
            for _ in 0..zeros / block.len() {
                stream.write_all(&block)?;
            }
            Ok(false)
        }
    }
}
