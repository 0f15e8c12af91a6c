//! An archive in the real format, on loopback: `InRelease` with the hashes of packed `Packages`, or Alpine's `APKINDEX.tar.gz`.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// The moment that the tests' archive has: the day on which all tests happen.
pub const MOMENT: &str = "20261122T000000Z";

/// How an index is packed.
#[derive(Clone, Copy)]
pub enum Packed {
    Xz,
    Gz,
    Plain,
}

type Files = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// An archive that is served until the test ends.
pub struct Archive {
    address: String,
    files: Files,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Archive {
    /// An archive without files.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let archive = Self {
            address: listener.local_addr().unwrap().to_string(),
            files: Files::default(),
            asked: Arc::default(),
        };
        let (files, asked) = (Arc::clone(&archive.files), Arc::clone(&archive.asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (files, asked) = (Arc::clone(&files), Arc::clone(&asked));
                thread::spawn(move || answer(stream, &files, &asked));
            }
        });
        archive
    }

    /// One with the suites of Debian 13: main holds these packages for amd64 and arm64, the others nothing.
    pub fn debian(packages: &str) -> Self {
        let archive = Self::new();
        archive.suite("debian", "trixie", &[("amd64", packages), ("arm64", packages)], Packed::Xz);
        for (name, suite) in [("debian", "trixie-updates"), ("debian-security", "trixie-security")] {
            archive.suite(name, suite, &[("amd64", ""), ("arm64", "")], Packed::Gz);
        }
        archive
    }

    /// What app.toml says of it.
    pub fn mirror(&self) -> String {
        format!("http://{}/{{archive}}/{{snapshot}}", self.address)
    }

    /// `host:port`
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Puts a suite there, as of [`MOMENT`]: for each architecture the text of its `Packages`.
    pub fn suite(&self, name: &str, suite: &str, indexes: &[(&str, &str)], packed: Packed) {
        self.suite_of(MOMENT, name, suite, indexes, packed);
    }

    /// The same as of another moment.
    pub fn suite_of(&self, moment: &str, name: &str, suite: &str, indexes: &[(&str, &str)], packed: Packed) {
        let folder = format!("/{name}/{moment}/dists/{suite}");
        let mut table = String::new();
        for (architecture, text) in indexes {
            let plain = format!("main/binary-{architecture}/Packages");
            let (ending, bytes) = match packed {
                Packed::Xz => (".xz", xz(text)),
                Packed::Gz => (".gz", gz(text.as_bytes())),
                Packed::Plain => ("", text.as_bytes().to_vec()),
            };
            let _ = writeln!(table, " {} {} {plain}", hex(text.as_bytes()), text.len());
            if !ending.is_empty() {
                let _ = writeln!(table, " {} {} {plain}{ending}", hex(&bytes), bytes.len());
            }
            self.put(&format!("{folder}/{plain}{ending}"), bytes);
        }
        self.put(&format!("{folder}/InRelease"), signed(&release(suite, &table)));
    }

    /// Puts an Alpine repository there.
    pub fn repository(&self, suite: &str, architecture: &str, index: &str) {
        let mut packed = gz(&tar(".SIGN.RSA.alpine-devel@lists.alpinelinux.org-6165ee59.rsa.pub", &[7; 256]));
        packed.extend(gz(&[
            tar("DESCRIPTION", b"v3.24"),
            tar("APKINDEX", index.as_bytes()),
            vec![0; 1024],
        ]
        .concat()));
        self.put(&format!("/alpine/{MOMENT}/{suite}/{architecture}/APKINDEX.tar.gz"), packed);
    }

    /// Puts a file there or replaces it.
    pub fn put(&self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.lock().unwrap().insert(path.to_owned(), bytes.into());
    }

    /// Changes a file that is there.
    pub fn change(&self, path: &str, change: impl FnOnce(&mut Vec<u8>)) {
        change(self.files.lock().unwrap().get_mut(path).unwrap_or_else(|| panic!("no {path}")));
    }

    /// Takes a file away.
    pub fn remove(&self, path: &str) {
        assert!(self.files.lock().unwrap().remove(path).is_some(), "no {path}");
    }

    /// The paths that were asked for, sorted.
    pub fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked
    }
}

fn answer(stream: TcpStream, files: &Files, asked: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    let mut lines = (&mut reader).lines().map_while(Result::ok).take_while(|l| !l.is_empty());
    let Some(path) = lines.next().and_then(|l| l.split(' ').nth(1).map(str::to_owned)) else {
        return;
    };
    lines.for_each(drop);
    asked.lock().unwrap().push(path.clone());
    let found = files.lock().unwrap().get(&path).cloned();
    let (status, body) = found.map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
    let mut stream = reader.into_inner();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(&body);
}

/// A paragraph of `Packages`; `more` are further fields.
pub fn deb(name: &str, version: &str, more: &str) -> String {
    let hash = hex(format!("{name} {version}").as_bytes());
    let more = if more.is_empty() { String::new() } else { format!("{more}\n") };
    format!("Package: {name}\nVersion: {version}\nArchitecture: any\n{more}Description: a package\nSHA256: {hash}\n\n")
}

/// A paragraph of `APKINDEX`.
pub fn apk(name: &str, version: &str, more: &str) -> String {
    let more = if more.is_empty() { String::new() } else { format!("{more}\n") };
    format!("C:Q1aGVsbG8gd29ybGQgaGVsbG8gd28=\nP:{name}\nV:{version}\nA:x86_64\n{more}T:a package\n\n")
}

/// The text of a release file.
pub fn release(suite: &str, table: &str) -> String {
    format!("Origin: Debian\nSuite: stable\nCodename: {suite}\nAcquire-By-Hash: yes\nSHA256:\n{table}")
}

/// A text with the form of an in-line signature around it. Whether the signature is good is apt's to say.
pub fn signed(text: &str) -> String {
    format!(
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{}\n-----BEGIN PGP SIGNATURE-----\n\niQIzBAEBCAAd\n-----END PGP SIGNATURE-----\n",
        text.trim_end()
    )
}

pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

pub fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn xz(text: &str) -> Vec<u8> {
    let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::default()).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap()
}

/// One file of a tar, without the end of the archive.
fn tar(name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = vec![0; 512];
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    header.extend(content);
    header.resize(header.len().div_ceil(512) * 512, 0);
    header
}
