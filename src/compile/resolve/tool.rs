//! The manager's own version and hash: what a step of the build installs before anything else.

use super::{Ground, notes::Notes};
use crate::compile::{detect::Find, manifest::At, preset::Manager};

/// A manager's own version, and the SHA-512 of what is installed of it. Both are empty when nothing is installed.
#[derive(Default)]
pub struct Tool {
    /// The version.
    pub version: String,
    /// The hash, 128 hexadecimal digits.
    pub hash: String,
}

/// Hashes of versions besides the presets' own, of what is installed of each: manager, tab, version, tab, 64 bytes of SHA-512; of presets/tools.tsv.
static HASHES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tools.bin"));

/// The hash that is shipped for a manager's version, as digits. One that is used in several ways has names such as `yarn-3`.
fn known(manager: &str, version: &str) -> Option<String> {
    let manager = manager.split('-').next().unwrap_or(manager);
    let wanted = format!("{manager}\t{version}\t");
    let mut rest = HASHES;
    loop {
        let (second, _) = rest.iter().enumerate().filter(|(_, byte)| **byte == b'\t').nth(1)?;
        let (names, behind) = rest.split_at(second + 1);
        let (hash, next) = behind.split_at_checked(64)?;
        if names == wanted.as_bytes() {
            return Some(hash.iter().map(|byte| format!("{byte:02x}")).collect());
        }
        rest = next;
    }
}

/// What the project says of it, else the preset. A version whose hash nobody knows is noted: the build could not tell what it installs.
pub fn tool(ground: Ground<'_>, manager: Option<&Manager>, notes: &mut Notes<'_>) -> Tool {
    let Some(manager) = manager else {
        return Tool::default();
    };
    let shipped = |text: &Option<String>| text.clone().unwrap_or_default();
    let own = Tool {
        version: shipped(&manager.version),
        hash: manager.hash.as_deref().and_then(sha512).unwrap_or_default().to_owned(),
    };
    let Some(said) = Find::first(&manager.version_from, ground.project) else {
        return own;
    };
    let (version, hash) = said.word.split_once('+').unwrap_or((&said.word, ""));
    // A range, as `10.x`, is no version that could be installed.
    let usable = version
        .split('.')
        .take(3)
        .filter(|part| part.starts_with(|c: char| c.is_ascii_digit()))
        .count()
        == 3
        && version.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    if !usable {
        return own;
    }
    let hash = match sha512(hash) {
        Some(hash) => hash.to_owned(),
        None if version == own.version || manager.hash.is_none() => own.hash,
        None => known(&manager.name, version).unwrap_or_else(|| {
            let span = ground
                .manifest
                .build
                .manager
                .as_ref()
                .map_or(ground.manifest.app.language.span(), At::span);
            let message = format!("{} names {} {version} without its SHA-512", said.file, manager.name);
            let how = manager.hash_from.as_deref().unwrap_or_default().replace("{version}", version);
            let help = format!(
                "run `{how}`, which writes the hash behind the version; or name {}, whose hash is shipped",
                own.version
            );
            notes.error("unpinned-manager", span, message, help);
            String::new()
        }),
    };
    Tool {
        version: version.to_owned(),
        hash,
    }
}

/// The digits of a hash that is written as `sha512.…`.
pub fn sha512(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("sha512.")?;
    let is_hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    (digits.len() == 128 && digits.bytes().all(is_hex)).then_some(digits)
}
