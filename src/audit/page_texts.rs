//! The pages of rules and other findings, as the build script packed them: only `explain`, SARIF and comments that ignore read any.

use std::{collections::BTreeMap, io::Read as _, sync::LazyLock};

use flate2::read::GzDecoder;

/// Name and text by turns, each with a byte of zero behind it.
static TEXTS: LazyLock<String> = LazyLock::new(|| {
    let mut texts = String::new();
    let packed: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pages.gz"));
    // Nothing but memory is read; a test reads every page.
    let _ = GzDecoder::new(packed).read_to_string(&mut texts);
    texts
});

static PAGES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut parts = TEXTS.split_terminator('\0');
    std::iter::from_fn(|| Some((parts.next()?, parts.next()?))).collect()
});

/// The page of that name; empty if there is none.
pub fn page_text(name: &str) -> &'static str {
    PAGES.get(name).copied().unwrap_or_default()
}
