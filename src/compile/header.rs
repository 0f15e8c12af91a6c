//! The lines by which a generated file is known again: what made it, from what, and a hash of the rest.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

const MARK: &str = "# hullwright:sha256=";

/// Who wrote a file that lies where ours would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A person: it has no mark.
    Hand,
    /// This program, and then a person: the hash is not that of the rest.
    Edited,
    /// This program.
    Own,
}

/// Puts the mark in: after the directives of the first lines, and a word on what the file was made from, and with which build context where
/// that is another folder than the file's own.
pub fn stamp(body: &str, from: &str, context: &str) -> String {
    let directives = body.split_inclusive('\n').take_while(|line| is_directive(line)).map(str::len).sum();
    let (head, rest) = body.split_at(directives);
    let mut note = format!(
        "# Made by hullwright from app.toml and app.lock ({from}).\n# Change app.toml and run `hullwright generate`; what is edited here is lost.\n"
    );
    if context != "." {
        let _ = writeln!(
            note,
            "# Its build context is {context}: build it there, by `--file` and the path of this file."
        );
    }
    let hash = hash(&[head, &note, rest]);
    format!("{head}{note}{MARK}{hash}\n{rest}")
}

/// Who wrote this text.
pub fn origin(text: &str) -> Origin {
    let mut lines = text.split_inclusive('\n');
    let Some(at) = lines
        .by_ref()
        .take(8)
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        })
        .find(|(_, line)| line.starts_with(MARK))
    else {
        return Origin::Hand;
    };
    let (start, line) = at;
    let said = line.trim_end().strip_prefix(MARK).unwrap_or_default();
    let rest = &text[start + line.len()..];
    if said == hash(&[&text[..start], rest]) {
        Origin::Own
    } else {
        Origin::Edited
    }
}

fn is_directive(line: &str) -> bool {
    let inner = line.strip_prefix('#').map(str::trim_start).unwrap_or_default();
    ["syntax=", "escape=", "check="].iter().any(|d| inner.starts_with(d))
}

fn hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part.as_bytes()));
    hasher.finalize().iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
