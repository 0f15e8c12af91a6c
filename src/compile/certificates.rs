//! Files that are called as keys are and hold certificates: those are public, and may enter the build context all the same.

use super::{
    detect::is_aside,
    ignorefile,
    project::{Kind, Project},
};

/// How deep folders are looked into.
const DEPTH: usize = 6;
/// The most folders that are looked into.
const MOST_FOLDERS: usize = 200;
/// What a block of PEM that anybody may read says of itself (RFC 7468, OpenSSL's own names).
const PUBLIC: [&str; 7] = [
    "CERTIFICATE",
    "TRUSTED CERTIFICATE",
    "X509 CERTIFICATE",
    "X509 CRL",
    "PUBLIC KEY",
    "RSA PUBLIC KEY",
    "DH PARAMETERS",
];

/// What lies among the copied files under a name of a key.
#[derive(Debug, Default)]
pub struct Found {
    /// Files of nothing but certificates and the like, sorted.
    pub certificates: Vec<String>,
    /// Files with a private key, sorted.
    pub keys: Vec<String>,
}

/// Looks at copied paths, and into folders among them, for names that fit one of these patterns.
pub fn find(project: &dyn Project, copied: &[String], patterns: &[String], skip: &[&str]) -> Found {
    let named: String = patterns.iter().map(|p| format!("{p}\n")).collect();
    // Most files have none of the endings, and need not be matched part by part.
    let endings: Vec<&str> = patterns.iter().map(|p| p.rsplit('*').next().unwrap_or_default()).collect();
    let mut found = Found::default();
    let mut look = |path: &str| {
        if !endings.iter().any(|e| path.ends_with(e)) || ignorefile::enters(&named, path) || !is_plain(path) {
            return;
        }
        let text = project.read(path).unwrap_or_default();
        if text.contains("PRIVATE KEY-----") {
            found.keys.push(path.to_owned());
        } else if is_public(&text) {
            found.certificates.push(path.to_owned());
        }
    };
    let mut level: Vec<String> = Vec::new();
    for path in copied {
        match project.kind(path) {
            Some(Kind::File) => look(path),
            Some(Kind::Folder) => level.push(path.clone()),
            _ => {}
        }
    }
    let mut folders = 0;
    for _ in 0..DEPTH {
        let mut below = Vec::new();
        for folder in level {
            folders += 1;
            if folders > MOST_FOLDERS {
                break;
            }
            project.each(&folder, &mut |name, kind| {
                match kind {
                    Kind::File if endings.iter().any(|e| name.ends_with(e.trim_start_matches('/'))) => look(&format!("{folder}/{name}")),
                    Kind::Folder if !is_aside(name) && !skip.contains(&name) => below.push(format!("{folder}/{name}")),
                    _ => {}
                }
                true
            });
        }
        level = below;
    }
    for list in [&mut found.certificates, &mut found.keys] {
        list.sort();
        list.dedup();
    }
    found
}

/// Whether each block of a text is of a kind that is public, and there is one.
fn is_public(text: &str) -> bool {
    let mut blocks = text
        .match_indices("-----BEGIN ")
        .map(|(at, begin)| &text[at + begin.len()..])
        .peekable();
    blocks.peek().is_some()
        && blocks.all(|rest| {
            PUBLIC
                .iter()
                .any(|kind| rest.strip_prefix(kind).is_some_and(|r| r.starts_with("-----")))
        })
}

/// Whether a path means itself in `.dockerignore`.
fn is_plain(path: &str) -> bool {
    path.chars().all(|c| c.is_ascii_alphanumeric() || "._-/+@".contains(c))
}
