//! `InRelease`: the signed table of an archive's index files with their sizes and hashes.

use std::collections::BTreeMap;

use super::control::{fields, paragraphs};

/// What an `InRelease` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The release's name, such as `trixie-security`.
    pub codename: String,
    /// Its place in the life of the distribution, such as `stable-security`.
    pub suite: String,
    files: BTreeMap<String, File>,
}

/// An index file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256, 64 hexadecimal digits.
    pub sha256: String,
}

impl Release {
    /// Reads the text under the signature, and nothing outside of it. The signature itself is apt's to check, in the build.
    ///
    /// # Errors
    /// One sentence: it is not signed in line, was cut off, or has no table of SHA-256 hashes.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = signed(text)?;
        let mut release = Self {
            codename: String::new(),
            suite: String::new(),
            files: BTreeMap::new(),
        };
        for (name, value) in paragraphs(&text).next().into_iter().flat_map(fields) {
            match name {
                "Codename" => value.clone_into(&mut release.codename),
                "Suite" => value.clone_into(&mut release.suite),
                "SHA256" => release.files = value.lines().filter_map(file).collect(),
                _ => {}
            }
        }
        if release.files.is_empty() {
            return Err("it has no table of SHA-256 hashes".to_owned());
        }
        Ok(release)
    }

    /// An index file by its path, such as `main/binary-amd64/Packages.xz`.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }
}

/// What stands between the marks of an in-line signature (RFC 9580, 7), with its dashes as they were.
fn signed(text: &str) -> Result<String, String> {
    let text = text.replace("\r\n", "\n");
    let rest = text
        .strip_prefix("-----BEGIN PGP SIGNED MESSAGE-----\n")
        .ok_or("it carries no signature, and apt would refuse it")?;
    let (_, body) = rest.split_once("\n\n").ok_or("it was cut off")?;
    let (body, signature) = body.split_once("\n-----BEGIN PGP SIGNATURE-----\n").ok_or("it was cut off")?;
    if !signature.contains("-----END PGP SIGNATURE-----") {
        return Err("it was cut off".to_owned());
    }
    let lines = body.lines().map(|line| line.strip_prefix("- ").unwrap_or(line));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// ` hash size path`
fn file(line: &str) -> Option<(String, File)> {
    let mut words = line.split_ascii_whitespace();
    let (sha256, size, path) = (words.next()?, words.next()?, words.next()?);
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let file = File {
        size: size.parse().ok()?,
        sha256: sha256.to_owned(),
    };
    is_hash.then(|| (path.to_owned(), file))
}
