//! What a finding is known by from one run to the next: its rule and the text of its line, not the line's number.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::{finding::Finding, source::Source};

/// The fingerprint of each finding, in their order: 32 hexadecimal digits, a colon, and a number that tells those apart whose rule and line
/// say the same. White space and the digests of images do not count: bots renew those every week.
pub fn fingerprints(findings: &[Finding]) -> Vec<String> {
    let mut lines: BTreeMap<(&str, usize), [u8; 32]> = BTreeMap::new();
    let mut seen: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut all = Vec::with_capacity(findings.len());
    for finding in findings {
        let source = &finding.place.source;
        let line = source.line(source.clamp(finding.place.span).start);
        let text = lines.entry((source.name(), line)).or_insert_with(|| digest_of(source, line));
        let mut hash = Sha256::new();
        hash.update(finding.rule.as_bytes());
        hash.update([0]);
        hash.update(text);
        let hex = hex(&hash.finalize());
        let number = seen.entry((source.name(), hex.clone())).or_insert(0);
        *number += 1;
        all.push(format!("{hex}:{number}"));
    }
    all
}

/// The same for a format that has no place for the file beside it.
pub fn with_file(fingerprint: &str, file: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(file.as_bytes());
    hash.update([0]);
    hash.update(fingerprint.as_bytes());
    hex(&hash.finalize())
}

fn digest_of(source: &Source, line: usize) -> [u8; 32] {
    let mut hash = Sha256::new();
    for word in source.slice(source.line_span(line)).split_whitespace() {
        let mut parts = word.split("@sha256:");
        hash.update(parts.next().unwrap_or_default().as_bytes());
        for part in parts {
            hash.update(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()).as_bytes());
        }
        hash.update(b" ");
    }
    hash.finalize().into()
}

/// The first 16 bytes.
fn hex(hash: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let nibbles = hash.iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| DIGITS.get(usize::from(nibble))).collect()
}
