//! `APKINDEX`: the index of an Alpine repository for one architecture, one letter a field (apk-tools, "APKINDEX format").

use super::{
    control::paragraphs,
    entry::{Entry, is_hash, is_name, is_version},
    relation,
};

/// The packages of an index. A paragraph without a proper name, version or checksum is none.
pub fn apk_index(text: &str) -> impl Iterator<Item = Entry<'_>> {
    paragraphs(text).filter_map(entry)
}

fn entry(paragraph: &str) -> Option<Entry<'_>> {
    let mut found = Entry {
        name: "",
        version: "",
        hash: String::new(),
        essential: false,
        provides: Vec::new(),
        needs: [""; 2],
        conflicts: [""; 2],
    };
    for (letter, value) in paragraph.lines().filter_map(|line| line.split_once(':')) {
        match letter {
            "P" => found.name = value,
            "V" => found.version = value,
            "C" => value.clone_into(&mut found.hash),
            "p" => found.provides = value.split_ascii_whitespace().map(relation::apk).collect(),
            // Both what is needed, and with a `!` what is refused.
            "D" => (found.needs[1], found.conflicts[1]) = (value, value),
            _ => {}
        }
    }
    (is_name(found.name) && is_version(found.version) && is_hash(&found.hash)).then_some(found)
}
