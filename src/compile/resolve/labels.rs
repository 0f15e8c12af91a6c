//! Labels: the OCI annotations that app.toml gives, and further ones.

use std::collections::BTreeMap;

use crate::compile::{manifest::Manifest, plan::Label};

/// All labels, sorted by key. Those of the base image that would be inherited wrongly are always set (image-spec, `annotations.md`).
pub fn labels(manifest: &Manifest) -> Vec<Label> {
    let image = &manifest.image;
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let standard = [
        ("title", &image.title),
        ("description", &image.description),
        ("source", &image.source),
        ("url", &image.url),
        ("documentation", &image.documentation),
        ("vendor", &image.vendor),
        ("licenses", &image.licenses),
        ("version", &image.version),
    ];
    all.insert(annotation("title"), manifest.app.name.to_string());
    for (key, value) in standard {
        if let Some(value) = value {
            all.insert(annotation(key), value.as_str().to_owned());
        }
    }
    for (key, value) in &image.labels {
        all.insert(key.as_str().to_owned(), value.as_str().to_owned());
    }
    all.into_iter().map(|(key, value)| Label { key, value }).collect()
}

/// A key of the OCI annotations.
pub fn annotation(key: &str) -> String {
    format!("org.opencontainers.image.{key}")
}
