//! Places as SARIF has them: a URI and a region in characters.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{
    finding::Place,
    source::{Source, Span},
};

/// A place.
pub fn location(place: &Place) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(place.source.name()) },
            "region": region(&place.source, place.span),
        },
    })
}

/// Lines and columns from one; the end column is that of the character behind.
pub fn region(source: &Source, span: Span) -> Value {
    let span = source.clamp(span);
    let (start, end) = (source.location(span.start), source.location(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": span.start,
        "byteLength": span.len(),
    })
}

/// A path as a relative or a `file:` URI (RFC 3986). A colon is escaped as well: before the first slash it would end a scheme.
pub fn uri(path: &str) -> String {
    let mut out = if path.starts_with('/') {
        "file://".to_owned()
    } else {
        String::new()
    };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(byte.into());
        } else {
            // A string takes all that is written to it.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
