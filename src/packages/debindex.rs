//! `Packages`: the index of a Debian or Ubuntu archive for one architecture.

use super::{
    control::{fields, paragraphs},
    entry::{Entry, is_hash, is_name, is_version},
    relation,
};

/// The packages of an index. A paragraph without a proper name, version or SHA-256 is none.
pub fn deb_index(text: &str) -> impl Iterator<Item = Entry<'_>> {
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
    for (name, value) in fields(paragraph) {
        match name {
            "Package" => found.name = value,
            "Version" => found.version = value,
            "SHA256" => found.hash = format!("sha256:{value}"),
            "Essential" => found.essential |= value == "yes",
            // debootstrap's smallest system, which official images are made from, has all of these.
            "Priority" => found.essential |= value == "required",
            "Provides" => found.provides = value.split(',').map(relation::deb).collect(),
            "Pre-Depends" => found.needs[0] = value,
            "Depends" => found.needs[1] = value,
            "Conflicts" => found.conflicts[0] = value,
            "Breaks" => found.conflicts[1] = value,
            _ => {}
        }
    }
    (is_name(found.name) && is_version(found.version) && is_hash(&found.hash)).then_some(found)
}
